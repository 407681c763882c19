#include "ui/theme/Theme.h"
#include "ui/theme/Words.h"

#include <gtest/gtest.h>

using muster::ui::Role;
using muster::ui::Scheme;
using muster::ui::Theme;

namespace {

constexpr double forText = 4.5;     // WCAG 2.1, 1.4.3
constexpr double forControls = 3.0; // WCAG 2.1, 1.4.11

class Contrast : public testing::TestWithParam<Scheme> {
protected:
    static std::string name(Role role) {
        for (const auto& [each, word] : muster::ui::roleWords)
            if (each == role)
                return word;
        return "?";
    }
    void atLeast(Role one, Role other, double ratio) const {
        EXPECT_GE(Theme::contrast(Theme::colour(GetParam(), one), Theme::colour(GetParam(), other)), ratio)
            << name(one) << " on " << name(other);
    }
};

constexpr std::array grounds{Role::window, Role::surface, Role::raised, Role::sunken};

} // namespace

TEST_P(Contrast, TextCanBeReadOnEveryGround) {
    for (const auto ground : grounds)
        for (const auto text : {Role::text, Role::faint, Role::accent, Role::good, Role::warning, Role::bad})
            atLeast(text, ground, forText);
}

TEST_P(Contrast, TextCanBeReadOnColour) {
    atLeast(Role::onAccent, Role::accent, forText);
    for (const auto status : {Role::good, Role::warning, Role::bad})
        atLeast(Role::onStatus, status, forText);
    atLeast(Role::onLive, Role::live, forText);
    atLeast(Role::onPractice, Role::practice, forText);
}

TEST_P(Contrast, ControlsAndTheFocusStandOutFromEveryGround) {
    for (const auto ground : grounds)
        for (const auto mark : {Role::edge, Role::accent})
            atLeast(mark, ground, forControls);
}

TEST_P(Contrast, TheFrameStandsOutFromTheWindow) {
    atLeast(Role::live, Role::window, forControls);
    atLeast(Role::practice, Role::window, forControls);
}

TEST_P(Contrast, LiveIsNoColourOfAnythingElse) {
    const auto live = Theme::colour(GetParam(), Role::live);
    for (const auto& [role, word] : muster::ui::roleWords) {
        if (role != Role::live) {
            EXPECT_NE(Theme::colour(GetParam(), role), live) << word;
        }
    }
}

std::string nameOf(const testing::TestParamInfo<Scheme>& scheme) {
    return scheme.param == Scheme::dark ? "Dark" : scheme.param == Scheme::light ? "Light" : "HighContrast";
}

INSTANTIATE_TEST_SUITE_P(Schemes, Contrast,
                         testing::Values(Scheme::dark, Scheme::light, Scheme::highContrast), nameOf);

TEST(ContrastMeasure, KnowsTheEndsOfTheScale) {
    EXPECT_NEAR(Theme::contrast(Qt::black, Qt::white), 21.0, 0.001);
    EXPECT_NEAR(Theme::contrast(QColor(0x77, 0x77, 0x77), Qt::white), 4.48, 0.01); // a known near miss
    EXPECT_DOUBLE_EQ(Theme::contrast(Qt::red, Qt::red), 1.0);
}
