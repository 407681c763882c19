#include "tests/support/Places.h"
#include "tests/support/window/Hands.h"
#include "ui/theme/Theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QGlyphRun>
#include <QImage>
#include <QLabel>
#include <QStyle>
#include <QTextLayout>
#include <filesystem>
#include <gtest/gtest.h>

using namespace muster::ui;
namespace fs = std::filesystem;

namespace {

// How much of an icon is drawn in (nearly) this colour.
int pixelsOf(const QIcon& icon, const QColor& colour, qreal scale = 1.0) {
    const auto image = icon.pixmap(QSize(48, 48), scale).toImage();
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixelColor(x, y) == colour)
                ++count;
    return count;
}

} // namespace

TEST(ThemeFonts, ComeWithTheProgram) {
    Theme theme;
    theme.apply();
    for (const auto* family : {"Inter", "JetBrains Mono"})
        EXPECT_TRUE(QFontDatabase::families().contains(QLatin1String(family))) << family;
    EXPECT_EQ(QFontInfo(theme.font(Type::body)).family(), QStringLiteral("Inter"));
}

// A command and an answer are shown as they are: no ligature draws `!=` or `->` as another character.
TEST(ThemeFonts, DrawEveryCharacterAsItIs) {
    Theme theme;
    theme.apply();
    for (const auto type : {Type::body, Type::strong, Type::mono, Type::clock}) {
        const auto glyphsOf = [font = theme.font(type)](const QString& text) {
            QTextLayout layout(text, font);
            layout.beginLayout();
            layout.createLine();
            layout.endLayout();
            QList<quint32> glyphs;
            for (const auto& run : layout.glyphRuns())
                glyphs += run.glyphIndexes();
            return glyphs;
        };
        for (const auto* text : {"!=", "->", "=>", "8x4", "||", "--"}) {
            QList<quint32> single;
            for (const auto letter : QString(QLatin1String(text)))
                single += glyphsOf(letter);
            EXPECT_EQ(glyphsOf(QLatin1String(text)), single) << text << ' ' << static_cast<int>(type);
        }
    }
}

TEST(ThemeFonts, ClocksHaveDigitsOfOneWidth) {
    Theme theme;
    theme.apply();
    for (const auto type : {Type::clock, Type::figure, Type::mono}) {
        const QFontMetrics metrics(theme.font(type));
        for (const auto* digits : {"00:00", "11:11", "47:58"})
            EXPECT_EQ(metrics.horizontalAdvance(QLatin1String(digits)),
                      metrics.horizontalAdvance(QStringLiteral("88:88")));
    }
}

TEST(ThemeSizes, GrowWithTheText) {
    Theme theme;
    theme.apply();
    const int before = theme.font(Type::body).pixelSize();
    const int gap = theme.space(Space::large);
    theme.setTextSize(200);
    EXPECT_EQ(theme.font(Type::body).pixelSize(), 2 * before);
    EXPECT_EQ(theme.space(Space::large), 2 * gap);
    theme.setTextSize(1000);
    EXPECT_EQ(theme.textSize(), 200);
    theme.setTextSize(10);
    EXPECT_EQ(theme.textSize(), 100);
}

TEST(ThemeSizes, ALabelThatIsThereGrowsToo) {
    Theme theme;
    theme.apply();
    QLabel label(QStringLiteral("Restart PostgreSQL"));
    Theme::setType(&label, Type::heading);
    muster::tests::showWindow(label, {400, 80});
    const int before = label.sizeHint().height();
    theme.setTextSize(200);
    muster::tests::settle();
    EXPECT_GT(label.sizeHint().height(), before * 3 / 2);
}

TEST(ThemeColours, AnIconFollowsTheScheme) {
    Theme theme;
    theme.choose(SchemeChoice::dark);
    theme.apply();
    const auto icon = theme.icon(QStringLiteral("stop"), Role::bad);
    EXPECT_GT(pixelsOf(icon, Theme::colour(Scheme::dark, Role::bad)), 200);
    theme.choose(SchemeChoice::light);
    EXPECT_GT(pixelsOf(icon, Theme::colour(Scheme::light, Role::bad)), 200);
    EXPECT_EQ(pixelsOf(icon, Theme::colour(Scheme::dark, Role::bad)), 0);
}

TEST(ThemeColours, AnIconIsSharpOnADenseDisplay) {
    Theme theme;
    theme.apply();
    const auto drawn = theme.icon(QStringLiteral("home")).pixmap(QSize(24, 24), 2.0);
    EXPECT_EQ(drawn.size(), QSize(48, 48));
    EXPECT_EQ(drawn.devicePixelRatio(), 2.0);
}

TEST(ThemeColours, EveryIconDrawsSomething) {
    Theme theme;
    theme.choose(SchemeChoice::dark);
    theme.apply();
    int seen = 0;
    for (const auto& entry : fs::directory_iterator(fs::path(MUSTER_SOURCE_DIR) / "resources/icons")) {
        if (entry.path().extension() != ".svg")
            continue;
        ++seen;
        EXPECT_GT(pixelsOf(theme.icon(QString::fromStdString(entry.path().stem().string())),
                           Theme::colour(Scheme::dark, Role::text)),
                  10)
            << entry.path();
    }
    EXPECT_GT(seen, 40);
}

TEST(ThemeColours, TheSchemeOfTheDesktopIsDarkUntilItSpeaks) {
    Theme theme;
    theme.choose(SchemeChoice::desktop);
    EXPECT_EQ(theme.scheme(), Scheme::dark);
}

TEST(ThemeStyle, TheButtonThatClearsAFieldHasTheThemesIcon) {
    Theme theme;
    theme.choose(SchemeChoice::dark);
    theme.apply();
    const auto icon = QApplication::style()->standardIcon(QStyle::SP_LineEditClearButton);
    EXPECT_GT(pixelsOf(icon, theme.colour(Role::faint)), 20);
}
