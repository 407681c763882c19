// Writes a sheet into a text document. Inside ui/reports only.
#pragma once

#include "models/report/Sheet.h"

#include <QTextCursor>

class QTextDocument;

namespace muster::ui {

class DrawingObject;
class Theme;

class SheetWriter {
public:
    SheetWriter(const Theme& theme, QTextDocument& document, DrawingObject& drawings, std::size_t mostRows);

    void write(const report::Sheet& sheet);

    // One for each kind of block.
    void operator()(const report::Heading& heading);
    void operator()(const report::Text& text);
    void operator()(const report::Facts& facts);
    void operator()(const report::Table& table);
    void operator()(const report::List& list);
    void operator()(const report::Ticks& ticks);
    void operator()(const report::Quote& quote);
    void operator()(const report::Code& code);
    void operator()(const report::Drawing& drawing);

private:
    [[nodiscard]] QTextCharFormat format(const report::Cell& cell) const;
    [[nodiscard]] QTextCharFormat plain(bool strong = false, bool faint = false) const;
    void paragraph(const QString& text, const QTextCharFormat& format, int above, int below, int indent = 0,
                   int heading = 0);
    [[nodiscard]] QTextTableFormat tableFormat() const;

    const Theme& m_theme;
    DrawingObject& m_drawings;
    std::size_t m_mostRows;
    QTextCursor m_cursor;
    bool m_fresh = true; // the document's first block is still empty
};

} // namespace muster::ui
