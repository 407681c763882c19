// One run on the screen: clock, outline, the step in focus with its output, and the timeline. There is one
// pane for every open run, so that nothing typed and nothing printed is lost when another one comes to the
// front.
#pragma once

#include "models/ports/Desk.h"
#include "ui/incident/OutlineRows.h"
#include "ui/theme/Theme.h"

#include <QVariantMap>
#include <QWidget>
#include <memory>
#include <optional>

class QSplitter;
class QToolButton;

namespace muster::ui {

class ClockHeader;
class FinishPage;
class MessagePage;
class Navigator;
class Outline;
class OutputPart;
class Pages;
class RunBanner;
class StepCard;
class TimelinePanel;

class RunPane : public QWidget {
    Q_OBJECT
public:
    RunPane(ports::Desk& desk, Theme& theme, std::int64_t run, QWidget* parent);

    [[nodiscard]] std::int64_t run() const { return m_run; }
    void setNavigator(Navigator* navigator) { m_navigator = navigator; }
    void refresh(); // the desk has another picture of the run
    void output(const QString& host, bool errorStream, const QByteArray& bytes);
    void takeFocus();

    // What can be done now; each does nothing where it is not possible.
    enum class Act {
        go,
        stopAct,
        skip,
        byHand,
        undo,
        stopRun,
        copy,
        copySsh,
        copyCurl,
        terminal,
        note,
        message,
        timeline,
        find,
        close,
        report,
        checklist,
        back,
        readsByThemselves,
    };
    [[nodiscard]] bool possible(Act act) const;
    void perform(Act act);
    [[nodiscard]] bool readsByThemselves() const { return m_reads; }

    [[nodiscard]] QVariantMap unfinished() const;
    void restore(const QVariantMap& unfinished);

signals:
    void possibleChanged();

protected:
    void keyPressEvent(QKeyEvent* event) override; // Esc: back
    void resizeEvent(QResizeEvent* event) override;

private:
    enum class Page { step, finish, message };

    void build();
    void connectParts();
    void showRow(int row); // -1: the one at work
    void back();
    void showPage(Page page);
    void showBanner();
    void place(); // what has room at this width and height
    void send(const ports::Answer& answer);
    void openTerminalOn(const QString& host);
    void tell(const QString& text);
    void complain(const Error& error);
    [[nodiscard]] int currentRow() const;
    [[nodiscard]] bool typing() const; // a person writes somewhere beside the card
    [[nodiscard]] bool writable() const;

    ports::Desk& m_desk;
    Theme& m_theme;
    std::int64_t m_run;
    Navigator* m_navigator = nullptr;
    std::shared_ptr<const ports::RunView> m_view;

    ClockHeader* m_clock;
    RunBanner* m_banner;
    QSplitter* m_split;
    Outline* m_outline;
    Pages* m_pages;
    QWidget* m_stepPage;
    StepCard* m_card;
    OutputPart* m_output;
    FinishPage* m_finish;
    MessagePage* m_message;
    TimelinePanel* m_timeline;
    QToolButton* m_timelineToggle = nullptr;

    int m_chosen = -1; // row of the outline that a person chose
    Page m_page = Page::step;
    bool m_reads = true;
    std::optional<bool> m_timelineWanted; // by a person; else the width says
    bool m_seen = false;
    QString m_asked; // the question that the focus was given to
};

} // namespace muster::ui
