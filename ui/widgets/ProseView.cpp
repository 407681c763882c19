#include "ui/widgets/ProseView.h"

#include "ui/theme/Theme.h"

#include <QTextBlock>
#include <QTextDocument>
#include <QWheelEvent>
#include <cmath>

namespace muster::ui {

ProseView::ProseView(const Theme& theme, QWidget* parent) : QTextBrowser(parent), m_theme(theme) {
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    setOpenExternalLinks(false);
    setUndoRedoEnabled(false);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard |
                            Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    setTabChangesFocus(true);
    viewport()->setAutoFillBackground(false);
    document()->setDocumentMargin(0);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    setAccessibleName(QStringLiteral("Text of the runbook"));
    connect(this, &QTextBrowser::anchorClicked, this,
            [this](const QUrl& url) { emit linkActivated(url.toString()); });
    connect(&theme, &Theme::changed, this, &ProseView::render);
}

void ProseView::setProse(const QString& markdown) {
    if (markdown == m_markdown)
        return;
    m_markdown = markdown;
    render();
}

void ProseView::render() {
    auto features = QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub);
    features |= QTextDocument::MarkdownNoHTML;
    document()->setDefaultFont(m_theme.font(Type::body));
    document()->setMarkdown(m_markdown, features);
    // Qt sets code in the machine's own fixed font and links in a blue of its own.
    for (auto block = document()->begin(); block.isValid(); block = block.next()) {
        for (auto part = block.begin(); !part.atEnd(); ++part) {
            const auto fragment = part.fragment();
            auto format = fragment.charFormat();
            if (!format.fontFixedPitch() && !format.isAnchor())
                continue;
            QTextCursor cursor(document());
            cursor.setPosition(fragment.position());
            cursor.setPosition(fragment.position() + fragment.length(), QTextCursor::KeepAnchor);
            QTextCharFormat ours;
            if (format.fontFixedPitch()) {
                const auto code = m_theme.font(Type::mono);
                ours.setFontFamilies({code.family()});
                ours.setProperty(QTextFormat::FontPixelSize, code.pixelSize());
            }
            if (format.isAnchor())
                ours.setForeground(m_theme.colour(Role::accent));
            cursor.mergeCharFormat(ours);
        }
    }
    updateGeometry();
}

QSize ProseView::sizeHint() const {
    const int width = m_theme.pixels(480);
    return {width, heightForWidth(width)};
}

QSize ProseView::minimumSizeHint() const {
    return {m_theme.pixels(120), heightForWidth(std::max(width(), m_theme.pixels(120)))};
}

int ProseView::heightForWidth(int width) const {
    const auto* shown = document();
    if (std::abs(shown->textWidth() - width) < 0.5)
        return static_cast<int>(std::ceil(shown->size().height()));
    const std::unique_ptr<QTextDocument> copy(shown->clone());
    copy->setDocumentMargin(0);
    copy->setTextWidth(width);
    return static_cast<int>(std::ceil(copy->size().height()));
}

QVariant ProseView::loadResource(int, const QUrl&) {
    return {};
}

void ProseView::resizeEvent(QResizeEvent* event) {
    QTextBrowser::resizeEvent(event);
    updateGeometry();
}

// The page around it scrolls, not the text inside it.
void ProseView::wheelEvent(QWheelEvent* event) {
    event->ignore();
}

} // namespace muster::ui
