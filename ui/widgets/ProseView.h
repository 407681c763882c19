// Markdown of a runbook, as high as it is long. It is a document from elsewhere: no HTML in it is obeyed, no
// picture and nothing remote is loaded, and a link only says that it was activated.
#pragma once

#include <QTextBrowser>

namespace muster::ui {

class Theme;

class ProseView : public QTextBrowser {
    Q_OBJECT
public:
    explicit ProseView(const Theme& theme, QWidget* parent = nullptr);

    void setProse(const QString& markdown);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    QVariant loadResource(int type, const QUrl& name) override;

signals:
    void linkActivated(const QString& target); // as the document writes it

protected:
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void render();

    const Theme& m_theme;
    QString m_markdown;
};

} // namespace muster::ui
