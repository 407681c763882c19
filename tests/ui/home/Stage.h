// A window with a screen on a scripted desk, and what a test asks of it.
#pragma once

#include "tests/support/ui/Contents.h"
#include "tests/support/window/Hands.h"
#include "ui/shell/DeskEvents.h"
#include "ui/shell/Navigator.h"
#include "ui/theme/Theme.h"

#include <QDateTime>
#include <QLabel>
#include <QMainWindow>
#include <QPushButton>
#include <QStringList>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <memory>

namespace muster::tests {

// Remembers where it was sent.
struct RecordedWays : ui::Navigator {
    void openScreen(const QString& name) override { ways << "screen " + name; }
    void openRun(std::int64_t run) override { ways << "run " + QString::number(run); }
    void openReport(std::int64_t run) override { ways << "report " + QString::number(run); }
    void declare(const QString& runbook) override { ways << "declare " + runbook; }
    void say(const QString& text) override { ways << "say " + text; }
    void complain(const QString& what, const QString& why, const QString& next) override {
        ways << "complain " + what + "|" + why + "|" + next;
    }
    QStringList ways;
};

template <class Made> class Stage : public testing::Test {
protected:
    Stage() {
        theme.choose(ui::SchemeChoice::dark);
        theme.apply();
    }

    void open(QSize size = {1280, 720}) {
        events = std::make_unique<ui::DeskEvents>(desk);
        window = std::make_unique<QMainWindow>();
        screen = new Made(desk, *events, theme, window.get());
        screen->setNavigator(&navigator);
        window->setCentralWidget(screen);
        showWindow(*window, size);
        screen->shown();
        settle();
    }

    template <class T> T* part(const QString& name) const {
        auto* found = window->template findChild<T*>(name);
        EXPECT_NE(found, nullptr) << name.toStdString();
        return found;
    }
    bool isShown(const QString& name) const {
        const auto* found = window->template findChild<QWidget*>(name);
        return found != nullptr && found->isVisible();
    }
    // All words that can be read below `root`, a label or button a line.
    std::string words(const QWidget* root) const {
        QString out;
        for (const auto* label : root->template findChildren<QLabel*>())
            if (label->isVisible())
                out += label->text().remove(QChar(0x200B)) + "\n";
        for (const auto* button : root->template findChildren<QAbstractButton*>())
            if (button->isVisible())
                out += button->text() + "\n";
        return out.toStdString();
    }
    std::string words() const { return words(window.get()); }

    const std::int64_t now = QDateTime::currentMSecsSinceEpoch();
    ScriptedDesk desk;
    ui::Theme theme;
    RecordedWays navigator;
    std::unique_ptr<ui::DeskEvents> events;
    std::unique_ptr<QMainWindow> window;
    Made* screen = nullptr;
};

} // namespace muster::tests
