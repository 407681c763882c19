// Finding in the output view: a slice of the search at a time between events, so that typing, scrolling and
// streaming go on while a million lines are looked through.
#include "ui/output/FindBar.h"
#include "ui/output/OutputArea.h"
#include "ui/output/OutputView.h"

#include <algorithm>

namespace muster::ui {
using output::Place;
using output::Row;

namespace {

constexpr std::size_t sliceBytes = 1U << 20U; // one or two milliseconds

QString withCommas(std::size_t number) {
    return QString::fromStdString(output::withCommas(number));
}

} // namespace

void OutputView::find(const QString& text, bool matchCase) {
    if (!text.isEmpty())
        m_findBar->setText(text, matchCase);
    const QString selected = m_area->selectedText();
    const bool short_ = !selected.isEmpty() && selected.size() < 80 && !selected.contains(QLatin1Char('\n'));
    m_findBar->open(text.isEmpty() && short_ ? selected : QString());
    needleChanged();
}

void OutputView::closeFind() {
    m_findBar->hide();
    m_search.stop();
    m_area->setNeedle({});
    m_finder.look({});
    m_area->setFocus();
}

void OutputView::needleChanged() {
    const output::Needle needle(m_findBar->text().toStdString(), m_findBar->matchesCase());
    m_finder.look(needle);
    m_area->setNeedle(needle);
    m_foundStale = true;
    m_wantGo = 0;
    m_search.start(0);
}

void OutputView::searchSlice() {
    m_foundStale = true;
    const bool done = m_finder.slice(m_log, sliceBytes);
    if (m_wantGo != 0 && (done || !m_finder.lines().empty()))
        goTo(m_wantGo > 0);
    if (m_finder.needle().empty()) {
        m_findBar->say({}, true);
        return;
    }
    if (!done) {
        m_findBar->say(tr("%1 lines, searching…").arg(withCommas(m_finder.lines().size())),
                       m_finder.lines().empty());
        m_search.start(0);
        return;
    }
    const auto& rows = foundRows();
    if (rows.empty()) {
        m_findBar->say(m_finder.lines().empty() ? tr("not found") : tr("not in what is shown"), true);
        return;
    }
    const auto caret = m_area->caret() ? m_rows.nearest(m_area->caret()->row) : std::nullopt;
    const auto at = caret ? std::ranges::lower_bound(rows, *caret) : rows.end();
    if (at != rows.end() && *at == caret)
        m_findBar->say(
            tr("line %1 of %2")
                .arg(withCommas(static_cast<std::size_t>(at - rows.begin()) + 1), withCommas(rows.size())),
            false);
    else
        m_findBar->say(rows.size() == 1 ? tr("1 line") : tr("%1 lines").arg(withCommas(rows.size())), false);
}

const std::vector<std::size_t>& OutputView::foundRows() {
    if (!m_foundStale)
        return m_found;
    m_found.clear();
    for (const std::uint32_t low : m_finder.lines()) {
        Row row;
        row.number = m_log.number(low);
        if (row.number >= m_log.store().end())
            continue; // let go meanwhile
        row.transcript = m_log.line(row.number).transcript;
        if (const auto index = m_rows.find(row))
            m_found.push_back(*index);
    }
    if (!m_log.acts().empty()) {
        for (const std::uint32_t transcript : m_log.acts().back().transcripts) {
            for (const output::Stream stream : {output::Stream::out, output::Stream::err}) {
                const Row row{Row::Kind::open, stream, transcript, 0};
                const auto index = m_rows.find(row);
                if (index && m_finder.needle().in(m_rows.text(row).text) != std::string::npos)
                    m_found.push_back(*index);
            }
        }
    }
    // Folded, a line of each host leads to the one row that is shown for all.
    if (!std::ranges::is_sorted(m_found))
        std::ranges::sort(m_found);
    m_found.erase(std::ranges::unique(m_found).begin(), m_found.end());
    m_foundStale = false;
    return m_found;
}

void OutputView::findNext() {
    m_wantGo = 1;
    if (!m_findBar->isVisible())
        find();
    m_wantGo = 1;
    m_search.start(0);
}

void OutputView::findPrevious() {
    m_wantGo = -1;
    if (!m_findBar->isVisible())
        find();
    m_wantGo = -1;
    m_search.start(0);
}

// To the next place with the text from the caret on, within its row first; round at the ends.
void OutputView::goTo(bool forward) {
    m_wantGo = 0;
    const auto& rows = foundRows();
    const output::Needle& needle = m_finder.needle();
    if (rows.empty() || needle.empty())
        return;
    const auto placesIn = [&](std::size_t index) {
        const std::string text = m_rows.text(m_rows.at(index)).text;
        std::vector<std::size_t> bytes;
        for (std::size_t at = 0; (at = needle.in(text, at)) != text.npos; at += needle.size())
            bytes.push_back(at);
        return bytes;
    };
    const auto go = [&](std::size_t index, std::size_t byte) {
        const Row row = m_rows.at(index);
        m_area->select({row, byte}, {row, byte + needle.size()});
    };
    const auto caret = m_area->caret() ? m_rows.nearest(m_area->caret()->row) : std::nullopt;
    if (caret && std::ranges::binary_search(rows, *caret)) {
        const std::size_t at = m_area->caret()->byte; // behind the place that is selected
        const auto places = placesIn(*caret);
        if (forward) {
            const auto next = std::ranges::lower_bound(places, m_area->hasSelection() ? at : 0);
            if (next != places.end())
                return go(*caret, *next);
        } else {
            const std::size_t begin = at >= needle.size() ? at - needle.size() : 0;
            const auto here = std::ranges::lower_bound(places, begin);
            if (here != places.begin())
                return go(*caret, *(here - 1));
        }
    }
    std::size_t target = 0;
    if (forward) {
        const auto next = caret ? std::ranges::upper_bound(rows, *caret) : rows.begin();
        target = next == rows.end() ? rows.front() : *next;
        const auto places = placesIn(target);
        if (!places.empty())
            go(target, places.front());
    } else {
        const auto here = caret ? std::ranges::lower_bound(rows, *caret) : rows.end();
        target = here == rows.begin() ? rows.back() : *(here - 1);
        const auto places = placesIn(target);
        if (!places.empty())
            go(target, places.back());
    }
}

} // namespace muster::ui
