// A chart of a report within a text document, painted in the theme's colours.
#pragma once

#include "models/report/Drawing.h"

#include <QObject>
#include <QTextObjectInterface>
#include <vector>

namespace muster::ui {

class Theme;

class DrawingObject : public QObject, public QTextObjectInterface {
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)
public:
    static constexpr int type = QTextFormat::UserObject + 1;
    static constexpr int indexProperty = QTextFormat::UserProperty + 1;

    DrawingObject(const Theme& theme, QObject* parent);

    void clear() { m_drawings.clear(); }
    int add(report::Drawing drawing); // its index, for the character's format

    QSizeF intrinsicSize(QTextDocument* document, int position, const QTextFormat& format) override;
    void drawObject(QPainter* painter, const QRectF& rect, QTextDocument* document, int position,
                    const QTextFormat& format) override;

private:
    [[nodiscard]] const report::Drawing* drawing(const QTextFormat& format) const;

    const Theme& m_theme;
    std::vector<report::Drawing> m_drawings;
};

} // namespace muster::ui
