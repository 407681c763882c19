#include "ui/reports/SheetView.h"

#include "ui/reports/DrawingObject.h"
#include "ui/reports/SheetWriter.h"
#include "ui/theme/Theme.h"

#include <QAbstractTextDocumentLayout>
#include <QScrollBar>
#include <QTextCursor>

namespace muster::ui {

SheetView::SheetView(const Theme& theme, QWidget* parent)
    : QTextBrowser(parent), m_theme(theme), m_drawings(new DrawingObject(theme, this)) {
    setObjectName(QStringLiteral("reportPreview"));
    setAccessibleName(QStringLiteral("The report"));
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    setUndoRedoEnabled(false);
    // Everything wraps, hashes too: there is nothing to scroll to at the right.
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    document()->documentLayout()->registerHandler(DrawingObject::type, m_drawings);
    Theme::setPanel(this, Role::surface);
    connect(&theme, &Theme::changed, this, &SheetView::build);
}

void SheetView::setSheet(report::Sheet sheet, bool keepPlace) {
    const int place = verticalScrollBar()->value();
    m_sheet = std::move(sheet);
    build();
    verticalScrollBar()->setValue(keepPlace ? place : 0);
}

void SheetView::build() {
    document()->clear();
    document()->setDocumentMargin(m_theme.space(Space::wide));
    m_drawings->clear();
    // Laid out once, at the end: after each change it would take seconds.
    QTextCursor all(document());
    all.beginEditBlock();
    SheetWriter(m_theme, *document(), *m_drawings, mostRows).write(m_sheet);
    all.endEditBlock();
    moveCursor(QTextCursor::Start);
}

QStringList SheetView::sectionTitles() const {
    QStringList out;
    for (const auto& section : m_sheet.sections)
        out.append(QString::fromStdString(section.title));
    return out;
}

void SheetView::goTo(const QString& sectionId) {
    scrollToAnchor(sectionId);
}

QVariant SheetView::loadResource(int type, const QUrl& name) {
    Q_UNUSED(type)
    Q_UNUSED(name)
    return {};
}

// A chart is as wide as the view: its size is asked for anew.
void SheetView::resizeEvent(QResizeEvent* event) {
    QTextBrowser::resizeEvent(event);
    document()->markContentsDirty(0, document()->characterCount());
}

} // namespace muster::ui
