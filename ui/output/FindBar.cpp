#include "ui/output/FindBar.h"

#include "ui/theme/Theme.h"
#include "ui/widgets/ScreenReader.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace muster::ui {

FindBar::FindBar(Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    setObjectName(QStringLiteral("findBar"));
    const auto button = [&](const char* name, const QString& text, const QString& accessible,
                            const QString& tip) {
        auto* made = new QToolButton(this);
        made->setObjectName(QString::fromLatin1(name));
        made->setText(text);
        made->setAccessibleName(accessible);
        made->setToolTip(tip);
        made->setFocusPolicy(Qt::StrongFocus);
        return made;
    };
    m_text = new QLineEdit(this);
    m_text->setObjectName(QStringLiteral("findText"));
    m_text->setAccessibleName(tr("Find in the output"));
    m_text->setPlaceholderText(tr("Find in the output"));
    m_text->setToolTip(tr("Enter: next line with it. Shift+Enter: the one before. Escape: close"));
    addClearButton(*m_text);
    m_case = button("findCase", tr("Aa"), tr("Match case"), tr("Match case: a and A are different letters"));
    m_case->setCheckable(true);
    m_previous = button("findPrevious", tr("↑"), tr("Find the one before"), tr("The one before (Shift+F3)"));
    m_next = button("findNext", tr("↓"), tr("Find the next one"), tr("The next one (F3)"));
    m_close = button("findClose", tr("✕"), tr("Close the find bar"), tr("Close (Escape)"));
    m_words = new QLabel(this);
    m_words->setObjectName(QStringLiteral("findCount"));
    m_words->setTextFormat(Qt::PlainText);

    auto* row = new QHBoxLayout(this);
    row->addWidget(m_text, 1);
    row->addWidget(m_words);
    row->addWidget(m_case);
    row->addWidget(m_previous);
    row->addWidget(m_next);
    row->addWidget(m_close);

    connect(m_text, &QLineEdit::textChanged, this, &FindBar::changed);
    connect(m_case, &QToolButton::toggled, this, &FindBar::changed);
    connect(m_previous, &QToolButton::clicked, this, &FindBar::previous);
    connect(m_next, &QToolButton::clicked, this, &FindBar::next);
    connect(m_close, &QToolButton::clicked, this, &FindBar::closed);
    connect(&m_theme, &Theme::changed, this, &FindBar::themeChanged);
    themeChanged();
}

void FindBar::themeChanged() {
    layout()->setContentsMargins(0, m_theme.space(Space::tight), 0, m_theme.space(Space::tight));
    layout()->setSpacing(m_theme.space(Space::small));
    m_words->setFont(m_theme.font(Type::small));
}

void FindBar::open(const QString& text) {
    if (!text.isEmpty())
        m_text->setText(text);
    show();
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

void FindBar::setText(const QString& text, bool matchCase) {
    m_case->setChecked(matchCase);
    m_text->setText(text);
}

QString FindBar::text() const {
    return m_text->text();
}

bool FindBar::matchesCase() const {
    return m_case->isChecked();
}

void FindBar::say(const QString& words, bool nothingFound) {
    m_words->setText(words);
    m_words->setForegroundRole(QPalette::WindowText);
    m_previous->setEnabled(!nothingFound);
    m_next->setEnabled(!nothingFound);
}

void FindBar::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        emit closed();
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if ((event->modifiers() & Qt::ShiftModifier) != 0)
            emit previous();
        else
            emit next();
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace muster::ui
