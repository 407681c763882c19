#include "paper/Pdf.h"

#include "models/base/Utc.h"
#include "paper/LaySheet.h"
#include "resources/fonts/Fonts.h"

#include <QBuffer>
#include <QMarginsF>
#include <QPageLayout>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QRegularExpression>

namespace muster::paper {
namespace {

constexpr double marginX = 44 * unit;
constexpr double marginTop = 58 * unit;
constexpr double marginBottom = 52 * unit;

// Words that have room, cut at the end where they have not; the first page has them in full.
QString fitting(const QString& text, double width) {
    QString out = text;
    while (out.size() > 1 && advance(Face::running, out) > width)
        out = out.left(out.size() - 2) + QStringLiteral("…");
    return out;
}

void paintRunning(QPainter& painter, const report::Sheet& sheet, std::size_t page, std::size_t count,
                  const QSizeF& size) {
    const double width = size.width() - 2 * marginX;
    const auto say = [&](double x, double baseline, const QString& text, Face face) {
        painter.setFont(font(face));
        painter.setPen(QColor(0x55, 0x60, 0x6d));
        painter.drawText(QPointF(x, baseline), text);
    };
    const auto rule = [&](double y) {
        painter.fillRect(QRectF(marginX, y, width, 0.6 * unit), QColor(0xcd, 0xd4, 0xdc));
    };
    const QString run = QString::fromStdString(sheet.run + " · " + sheet.environment + " · " + sheet.verdict +
                                               (sheet.qualifier.empty() ? "" : ", " + sheet.qualifier));
    say(marginX, 34 * unit, run, Face::running);
    const QString title =
        fitting(QString::fromStdString(sheet.title), width - advance(Face::running, run) - 20 * unit);
    say(size.width() - marginX - advance(Face::running, title), 34 * unit, title, Face::running);
    rule(40 * unit);

    const double foot = size.height() - 28 * unit;
    rule(foot - 12 * unit);
    const QString number = QStringLiteral("%1 of %2").arg(page + 1).arg(count);
    say(size.width() - marginX - advance(Face::running, number), foot, number, Face::running);
    say(marginX, foot, QStringLiteral("last event ") + QString::fromStdString(sheet.fingerprint),
        Face::running);
}

// Qt writes the clock's time and a random identity. The same number of bytes, so that no offset moves.
void settle(QByteArray& bytes, const About& about) {
    QString stamp = QString::fromStdString(formatUtc(about.createdUtcMs))
                        .remove(QRegularExpression(QStringLiteral("[-:TZ]")));
    const QByteArray date = stamp.left(14).toLatin1();
    for (const char* key : {"/CreationDate (D:", "/ModDate (D:"})
        if (const auto at = bytes.indexOf(key); at >= 0) {
            const auto from = at + static_cast<qsizetype>(qstrlen(key));
            const auto to = bytes.indexOf(')', from);
            QByteArray value = date + "+00'00'";
            value = value.leftJustified(to - from, ' ', true);
            bytes.replace(from, to - from, value);
        }
}

} // namespace

QByteArray pdf(const report::Sheet& sheet, PageSize size, const About& about) {
    resources::loadFonts();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setResolution(dotsPerInch);
        writer.setPageLayout(QPageLayout(QPageSize(size == PageSize::a4 ? QPageSize::A4 : QPageSize::Letter),
                                         QPageLayout::Portrait, QMarginsF(0, 0, 0, 0)));
        writer.setTitle(QString::fromStdString(sheet.run + ": " + sheet.title + ", " + sheet.verdict));
        writer.setCreator(QString::fromStdString(about.creator));
        const QSizeF page(writer.width(), writer.height());
        Pages pages(page.width() - 2 * marginX, page.height() - marginTop - marginBottom);
        laySheet(pages, sheet);
        QPainter painter;
        if (!painter.begin(&writer))
            return {};
        for (std::size_t i = 0; i < pages.count(); ++i) {
            if (i > 0)
                writer.newPage();
            paintRunning(painter, sheet, i, pages.count(), page);
            pages.paint(painter, i, marginX, marginTop);
        }
        painter.end();
    }
    settle(bytes, about);
    return bytes;
}

} // namespace muster::paper
