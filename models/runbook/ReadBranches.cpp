#include "models/document/Words.h"
#include "models/runbook/ReadSections.h"

#include <charconv>

namespace muster::runbook {
namespace {

struct Clause {
    std::string_view text;
    Place place;
};

std::vector<Clause> clausesOf(const Link& link) {
    std::vector<Clause> out;
    std::string_view rest = link.title;
    int column = link.titlePlace.column;
    while (!rest.empty()) {
        const auto end = std::min(rest.find(';'), rest.size());
        auto clause = rest.substr(0, end);
        const auto blanks = std::min(clause.find_first_not_of(" \t"), clause.size());
        clause.remove_prefix(blanks);
        clause = clause.substr(0, clause.find_last_not_of(" \t") + 1);
        if (!clause.empty())
            out.push_back(
                {clause, {link.titlePlace.file, link.titlePlace.line, column + static_cast<int>(blanks)}});
        rest.remove_prefix(std::min(end + 1, rest.size()));
        column += static_cast<int>(end) + 1;
    }
    return out;
}

class BranchReader {
public:
    BranchReader(const Link& link, std::vector<Problem>& problems) : m_link(link), m_problems(problems) {}

    Branch read() {
        m_branch.label = m_link.label;
        m_branch.place = m_link.place;
        for (const auto& clause : clausesOf(m_link))
            read(clause);
        address();
        if (m_branch.label.empty())
            problem(m_link.place, "the link has no text", "write what it leads to: [Wait for it](#wait)");
        return std::move(m_branch);
    }

private:
    void problem(const Place& place, const std::string& what, const std::string& mend) {
        m_problems.push_back({place, what, mend});
    }

    void read(const Clause& clause) {
        const auto text = clause.text;
        if (text.starts_with("when "))
            condition(clause, text.substr(5));
        else if (text == "otherwise")
            setCondition(clause, {Condition::On::otherwise, 0, {}, {}});
        else if (text == "go")
            m_go = Branch::Go::runbook;
        else if (text == "call" || text.starts_with("call "))
            call(clause, text.substr(4));
        else
            problem(
                clause.place, "'" + std::string(text) + "' is not a condition",
                "write \"when exit=2\", \"when status=503\", \"when name=value\", \"otherwise\", \"go\" or "
                "\"call name=$value\", with ; between them");
    }

    void setCondition(const Clause& clause, Condition condition) {
        if (m_branch.when.on != Condition::On::person)
            problem(clause.place, "a second condition", "keep one; another case is a link of its own");
        m_branch.when = std::move(condition);
    }

    void condition(const Clause& clause, std::string_view text) {
        const auto equals = text.find('=');
        const std::string name(text.substr(0, equals));
        const std::string value(equals == std::string_view::npos ? "" : text.substr(equals + 1));
        if (equals == std::string_view::npos || !document::isValueName(name)) {
            problem(clause.place, "'" + std::string(clause.text) + "' is not a condition",
                    "write \"when exit=2\", \"when status=503\" or \"when name=value\"");
            return;
        }
        if (name != "exit" && name != "status") {
            setCondition(clause, {Condition::On::value, 0, name, value});
            return;
        }
        int code = -1;
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), code);
        const int most = name == "exit" ? 255 : 599;
        if (error != std::errc{} || end != value.data() + value.size() || code < 0 || code > most)
            problem(clause.place, "'" + value + "' is not a number from 0 to " + std::to_string(most),
                    "write \"when " + name + "=NUMBER\"; another case is a link of its own");
        setCondition(clause,
                     {name == "exit" ? Condition::On::exitCode : Condition::On::status, code, {}, {}});
    }

    void call(const Clause& clause, std::string_view text) {
        m_go = Branch::Go::call;
        while (!text.empty()) {
            const auto begin = std::min(text.find_first_not_of(" \t"), text.size());
            text.remove_prefix(begin);
            const auto end = std::min(text.find_first_of(" \t"), text.size());
            const auto word = text.substr(0, end);
            text.remove_prefix(end);
            if (word.empty())
                continue;
            const auto equals = word.find('=');
            const std::string name(word.substr(0, equals));
            if (equals == std::string_view::npos || !document::isValueName(name))
                problem(clause.place, "'" + std::string(word) + "' is not an argument",
                        "write \"call name=$value\" or \"call name=word\"");
            else
                m_branch.arguments[name] = word.substr(equals + 1);
        }
    }

    void address() {
        const std::string url = percentDecoded(m_link.url);
        const auto hash = url.find('#');
        m_branch.document = url.substr(0, hash);
        m_branch.step = hash == std::string::npos ? "" : url.substr(hash + 1);
        if (m_branch.document.empty()) {
            if (m_branch.step.empty())
                problem(m_link.place, "the link leads nowhere",
                        "write [text](#step) or [text](runbook.md \"go\")");
            if (m_go)
                problem(m_link.titlePlace, "`go` and `call` lead to another runbook",
                        "remove the word, or name the file");
            return;
        }
        m_branch.go = m_go.value_or(Branch::Go::runbook);
        if (!m_go)
            problem(m_link.place, "the link leads to another runbook and does not say whether it comes back",
                    "add \"go\" to move there for good, or \"call\" to come back");
        const bool sibling = m_branch.document.find_first_of("/\\:") == std::string::npos &&
                             m_branch.document.ends_with(".md") && m_branch.document.size() > 3 &&
                             !m_branch.document.starts_with('.');
        if (!sibling)
            problem(m_link.place, "'" + m_branch.document + "' is not a runbook beside this one",
                    "link to a file name in the same folder, as in pool-exhausted.md");
    }

    const Link& m_link;
    std::vector<Problem>& m_problems;
    Branch m_branch;
    std::optional<Branch::Go> m_go;
};

} // namespace

std::vector<Branch> readBranches(const Block& list, std::vector<Problem>& problems) {
    std::vector<Branch> out;
    for (const auto& item : list.items) {
        if (item.links.size() != 1)
            problems.push_back(
                {item.place,
                 item.links.empty() ? "this way to go has no link" : "this way to go has more than one link",
                 "write one link an item: - [text](#step \"when exit=2\")"});
        for (const auto& link : item.links)
            out.push_back(BranchReader(link, problems).read());
    }
    return out;
}

} // namespace muster::runbook
