#include "ui/widgets/CodeView.h"

#include "ui/theme/Theme.h"
#include "ui/widgets/Button.h"

#include <QAbstractTextDocumentLayout>
#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QPlainTextEdit>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextLayout>
#include <cmath>

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
    if (m_arranging)
        return; // laying out tells of a new size
    const QScopedValueRollback keep(m_arranging, true);
    const int edge = m_theme.space(Space::small);
    layout()->setContentsMargins(edge, m_theme.space(Space::tight), m_theme.space(Space::tight),
                                 m_theme.space(Space::tight));
    // Asked block by block, which lays it out: until then wrapped lines are not counted.
    const auto* laid = m_text->document()->documentLayout();
    int lines = 0;
    qreal height = 0;
    for (auto block = m_text->document()->begin(); block.isValid() && lines < m_mostLines;
         block = block.next()) {
        const qreal tall = laid->blockBoundingRect(block).height();
        const int its = std::max(1, block.layout()->lineCount());
        const int shown = std::min(its, m_mostLines - lines);
        height += tall * shown / its;
        lines += its;
        if (block.next().isValid() && lines >= m_mostLines)
            lines = m_mostLines + 1; // there is more
    }
    m_text->setVerticalScrollBarPolicy(lines > m_mostLines ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    m_text->setFixedHeight(static_cast<int>(std::ceil(height + 2 * m_text->document()->documentMargin())) +
                           2);
}

void CodeView::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    // Another width wraps elsewhere; known when the text itself has its new size.
    QMetaObject::invokeMethod(this, &CodeView::arrange, Qt::QueuedConnection);
}

} // namespace muster::ui
