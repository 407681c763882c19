// The view in which output of commands on hosts streams: rows below a bar with which hosts and streams are
// chosen, identical output of many hosts folded, text found and copied. Bytes of servers are data: shown,
// never obeyed. UI thread only; append() may be called as often as bytes come and is cheap.
#pragma once

#include "models/output/Finder.h"
#include "models/output/Rows.h"

#include <QByteArray>
#include <QTimer>
#include <QWidget>
#include <cstdint>
#include <string>
#include <vector>

class QAction;
class QLabel;
class QPushButton;
class QToolButton;

namespace muster::ui {

class FindBar;
class OutputArea;
class Theme;

class OutputView : public QWidget {
    Q_OBJECT
public:
    explicit OutputView(Theme& theme, QWidget* parent = nullptr);
    ~OutputView() override;

    void setTitle(const QString& title); // whose output this is, at the left of the bar

    // What comes from now on belongs to a new act; which hosts printed the same is seen within an act.
    void beginAct(const QString& title);
    void endAct(); // all hosts are done: lines without an end are ended
    void append(const QString& host, bool errorStream, const QByteArray& bytes, qint64 utcMs);
    // Output of the past, whole.
    void setText(const QString& host, bool errorStream, const QByteArray& bytes);
    void clear();

    // Opens the find bar; with a text, that is looked for.
    void find(const QString& text = {}, bool matchCase = false);
    void findNext();
    void findPrevious();
    void showOnlyHost(const QString& host); // empty: all hosts
    void setFolded(bool folded);
    void setWrapped(bool wrapped);
    void setTimed(bool timed);

    [[nodiscard]] qsizetype lineCount() const; // that are kept
    [[nodiscard]] OutputArea* area() const { return m_area; }
    [[nodiscard]] QString allText() const;  // as it is shown
    [[nodiscard]] QString markdown() const; // of the selection; without one, of everything
    [[nodiscard]] QSize minimumSizeHint() const override;
    // What can be done here, for menus and the palette; they are actions of this widget, too.
    [[nodiscard]] QList<QAction*> commands() const { return actions(); }

signals:
    void copied(const QString& what); // "output copied: 1,204 lines", for the status line

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    // What came in since the last refresh. It waits here, for rows stand for the log as it was then: whoever
    // paints or reads the screen in between would be shown lines that have moved.
    struct Arrival {
        enum class What : std::uint8_t { begin, output, end } what = What::output;
        std::string name = {}; // of the act or of the host
        QByteArray bytes = {};
        qint64 utcMs = 0;
        bool errorStream = false;
    };

    void arrived(Arrival arrival);
    void takeIn();
    void buildActions();
    void buildBar();
    QAction* add(const char* name, const QString& text, const QKeySequence& keys, const QString& tip);
    void themeChanged();
    void fitBar(); // what is not needed goes where there is no room for it
    [[nodiscard]] int barWidth(bool lines, bool shortcut) const;
    void refresh();
    void refreshSoon();
    void show(const output::ShownRows& shown);
    void fillHosts();
    void updateWords();
    void placeBelow();
    void needleChanged();
    void closeFind();
    void searchSlice();
    void goTo(bool forward);
    [[nodiscard]] const std::vector<std::size_t>& foundRows();
    void copyAll();
    void copyMarkdown();

    Theme& m_theme;
    output::OutputLog m_log;
    output::Rows m_rows;
    std::vector<Arrival> m_arrivals;
    qsizetype m_arrivedBytes = 0;
    output::Finder m_finder;
    OutputArea* m_area = nullptr;
    FindBar* m_findBar = nullptr;
    QToolButton* m_hosts = nullptr;
    QToolButton* m_show = nullptr;
    QToolButton* m_copy = nullptr;
    QToolButton* m_find = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_lines = nullptr;
    QPushButton* m_below = nullptr;
    QAction *m_fold = nullptr, *m_wrap = nullptr, *m_times = nullptr, *m_out = nullptr, *m_err = nullptr;
    QAction *m_copyAction = nullptr, *m_copyAll = nullptr, *m_copyMarkdown = nullptr, *m_clear = nullptr;
    QTimer m_refresh, m_search;
    bool m_otherRows = false;
    std::size_t m_hostsKnown = 0;
    std::vector<std::size_t> m_found; // rows, in the order in which they stand
    bool m_foundStale = true;
    int m_wantGo = 0; // +1, -1: go there when the first line is found
};

} // namespace muster::ui
