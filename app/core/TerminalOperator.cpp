#include "app/core/TerminalOperator.h"

#include "models/base/Printable.h"

#include <array>
#include <cstdio>
#include <poll.h>
#include <unistd.h>

namespace muster::app {
namespace {

constexpr int lookForStopMs = 100;

std::string promptFor(const std::string& choice) {
    if (choice == "skip")
        return "Why is it skipped? ";
    if (choice == "by-hand")
        return "What did you see? ";
    if (choice == "undo" || choice == "stop")
        return "Why? ";
    return {};
}

} // namespace

bool TerminalOperator::present() {
    return isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1;
}

std::optional<std::string> TerminalOperator::readLine(const std::string& prompt,
                                                      const std::stop_token& stop) {
    std::fputs(prompt.c_str(), stderr);
    std::fflush(stderr);
    std::string line;
    for (;;) {
        if (stop.stop_requested())
            return std::nullopt;
        pollfd input{STDIN_FILENO, POLLIN, 0};
        if (poll(&input, 1, lookForStopMs) <= 0)
            continue;
        std::array<char, 1> byte{};
        const ssize_t got = read(STDIN_FILENO, byte.data(), 1);
        if (got <= 0)
            return std::nullopt;
        if (byte[0] == '\n')
            return line;
        line += byte[0];
    }
}

std::optional<ports::Answer> TerminalOperator::ask(const ports::Question& question, std::stop_token stop) {
    using Kind = ports::Question::Kind;
    std::fprintf(stderr, "\n  %s\n", printable(question.title).c_str());
    if (!question.text.empty())
        std::fprintf(stderr, "  %s\n", printable(question.text).c_str());
    ports::Answer answer;
    if (question.kind == Kind::ticks) {
        for (const auto& field : question.fields) {
            const auto seen = readLine("  [ ] " + printable(field) + "\n      seen (Enter: yes): ", stop);
            if (!seen)
                return std::nullopt;
            answer.values.push_back(*seen);
        }
    }
    for (;;) {
        for (std::size_t i = 0; i < question.choices.size(); ++i)
            std::fprintf(stderr, "    %zu  %s\n", i + 1, printable(question.choices[i].label).c_str());
        const auto line = readLine("  Your choice: ", stop);
        if (!line)
            return std::nullopt;
        const std::size_t number = line->size() == 1 && line->front() >= '1' && line->front() <= '9'
                                       ? static_cast<std::size_t>(line->front() - '0')
                                       : 0;
        if (number == 0 || number > question.choices.size()) {
            std::fprintf(stderr, "  Type a number from 1 to %zu.\n", question.choices.size());
            continue;
        }
        answer.choice = question.choices[number - 1].id;
        break;
    }
    std::string prompt = promptFor(answer.choice);
    if (question.kind == Kind::confirm && answer.choice == "confirm")
        prompt = "Type " + question.typed + " to run it: ";
    if (!prompt.empty()) {
        const auto reason = readLine("  " + prompt, stop);
        if (!reason)
            return std::nullopt;
        answer.reason = *reason;
    }
    if (question.kind == Kind::approval && answer.choice == "approve") {
        const auto by = readLine("  Name of who approves: ", stop);
        if (!by)
            return std::nullopt;
        answer.by = *by;
    }
    return answer;
}

} // namespace muster::app
