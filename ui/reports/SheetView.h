// A report in the window: the same sheet that becomes HTML and PDF, as a text document in the theme's
// colours. All of it is text from elsewhere and inserted as plain text: nothing in it is obeyed, nothing is
// fetched. Long tables are cut, and say so; the exported report has them whole.
#pragma once

#include "models/report/Sheet.h"

#include <QTextBrowser>

namespace muster::ui {

class DrawingObject;
class Theme;

class SheetView : public QTextBrowser {
    Q_OBJECT
public:
    static constexpr std::size_t mostRows = 400; // of one table

    SheetView(const Theme& theme, QWidget* parent);

    void setSheet(report::Sheet sheet, bool keepPlace); // keepPlace: the same run, changed
    [[nodiscard]] QStringList sectionTitles() const;
    void goTo(const QString& sectionId);

    QVariant loadResource(int type, const QUrl& name) override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();

    const Theme& m_theme;
    DrawingObject* m_drawings = nullptr;
    report::Sheet m_sheet;
};

} // namespace muster::ui
