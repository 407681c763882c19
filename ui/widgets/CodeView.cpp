#include "ui/widgets/CodeView.h"

#include "ui/theme/Theme.h"
#include "ui/widgets/Button.h"

#include <QAbstractTextDocumentLayout>
#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTextDocument>

namespace muster::ui {

CodeView::CodeView(const Theme& theme, const QString& what, QWidget* parent)
    : QFrame(parent), m_theme(theme) {
    setProperty("card", true);
    Theme::setPanel(this, Role::sunken);
    m_text = new QPlainTextEdit(this);
    m_text->setObjectName(QStringLiteral("code"));
    m_text->setReadOnly(true);
    m_text->setUndoRedoEnabled(false);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_text->setWordWrapMode(QTextOption::WrapAnywhere);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setAccessibleName(what);
    m_text->viewport()->setAutoFillBackground(false);
    Theme::setType(m_text, Type::mono);
    m_copy = new Button(theme, QStringLiteral("Copy"), QStringLiteral("copy"), this, Button::Kind::quiet);
    m_copy->setGlyph(QStringLiteral("copy"));
    m_copy->setAccessibleName(QStringLiteral("Copy ") + what);
    m_copy->setToolTip(QStringLiteral("Copy the ") + what);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QApplication::clipboard()->setText(code());
        emit copied();
    });
    auto* row = new QHBoxLayout(this);
    row->addWidget(m_text, 1);
    row->addWidget(m_copy, 0, Qt::AlignTop);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(m_text->document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &CodeView::arrange);
    connect(&theme, &Theme::changed, this, &CodeView::arrange, Qt::QueuedConnection);
    arrange();
}

void CodeView::setCode(const QString& text) {
    if (text == code())
        return;
    m_text->setPlainText(text);
    arrange();
}

QString CodeView::code() const {
    return m_text->toPlainText();
}

void CodeView::setMostLines(int lines) {
    m_mostLines = lines;
    arrange();
}

void CodeView::arrange() {
    const int edge = m_theme.space(Space::small);
    layout()->setContentsMargins(edge, m_theme.space(Space::tight), m_theme.space(Space::tight),
                                 m_theme.space(Space::tight));
    // A QPlainTextEdit measures its document in lines, those that come from wrapping among them.
    const int lines = std::max(1, static_cast<int>(m_text->document()->size().height()));
    const QFontMetrics metrics(m_theme.font(Type::mono));
    const int shown = std::min(lines, m_mostLines);
    m_text->setVerticalScrollBarPolicy(lines > m_mostLines ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    m_text->setFixedHeight(shown * metrics.lineSpacing() +
                           2 * static_cast<int>(m_text->document()->documentMargin()) + 2);
}

} // namespace muster::ui
