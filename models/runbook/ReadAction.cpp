#include "models/runbook/ReadAction.h"

#include "models/document/Words.h"
#include "models/runbook/ReadExpectation.h"
#include "models/runbook/Target.h"

#include <array>
#include <charconv>
#include <functional>
#include <set>

namespace muster::runbook {
namespace {

const std::vector<std::pair<std::string, ActionKind>> kinds{
    {"sh", ActionKind::shell},        {"sql", ActionKind::sql},         {"http", ActionKind::http},
    {"message", ActionKind::message}, {"approve", ActionKind::approve}, {"wait", ActionKind::wait}};

bool isAct(ActionKind kind) {
    return kind == ActionKind::shell || kind == ActionKind::sql || kind == ActionKind::http;
}

class ActionReader {
public:
    ActionReader(Action& action, Part part, std::string kindWord, std::vector<Problem>& problems)
        : m_action(action), m_part(part), m_kindWord(std::move(kindWord)), m_problems(problems) {
        vocabulary();
    }

    void read(const std::vector<InfoWord>& words) {
        for (std::size_t i = 1; i < words.size(); ++i)
            word(words[i]);
        if (m_action.kind == ActionKind::wait && !m_waits)
            problem(m_action.place, "the timer does not say how long", "write ```wait 30s");
        if (isAct(m_action.kind))
            checkAct();
        else
            checkOthers();
    }

private:
    using Reader = std::function<void(const InfoWord&)>;

    void problem(const Place& place, const std::string& what, const std::string& mend) {
        m_problems.push_back({place, what, mend});
    }

    void vocabulary() {
        const bool act = isAct(m_action.kind);
        if (act) {
            m_with["on"] = [this](const InfoWord& w) { target(w); };
            m_with["max"] = [this](const InfoWord& w) { m_action.maxParallel = number(w, 1, 1000); };
            m_with["stop"] = [this](const InfoWord& w) {
                m_action.stopAtFirst = choice(w, {"first", "never"}) == 0;
            };
            m_with["timeout"] = [this](const InfoWord& w) {
                m_action.timeout = positive(w).value_or(m_action.timeout);
            };
            m_with["expect"] = [this](const InfoWord& w) { readExpectation(w, m_action, m_problems); };
            m_with["every"] = [this](const InfoWord& w) { m_action.every = positive(w); };
            m_with["for"] = [this](const InfoWord& w) { m_action.within = positive(w); };
            for (const auto& [name, risk] :
                 {std::pair("reads", Risk::reads), std::pair("idempotent", Risk::idempotent),
                  std::pair("guarded", Risk::guarded), std::pair("irreversible", Risk::irreversible)})
                m_bare[name] = [this, meant = risk](const InfoWord& w) { setRisk(w, meant); };
        }
        if (act && m_part == Part::action) {
            m_with["retry"] = [this](const InfoWord& w) { m_action.retries = number(w, 0, 100); };
            m_with["claims"] = [this](const InfoWord& w) {
                m_action.claimsRecovered = choice(w, {"recovered"}) == 0;
            };
            m_with["undo"] = [this](const InfoWord& w) { m_action.undoNone = choice(w, {"none"}) == 0; };
            m_with["rehearse"] = [this](const InfoWord& w) {
                static constexpr std::array all{Rehearse::run, Rehearse::simulate, Rehearse::skip};
                const int chosen = choice(w, {"run", "simulate", "skip"});
                m_action.rehearse = chosen < 0 ? Rehearse::byRisk : all[static_cast<std::size_t>(chosen)];
            };
        }
        if (m_part == Part::action)
            m_with["takes"] = [this](const InfoWord& w) { m_action.takes = positive(w); };
        if (act && m_part == Part::ifItFails)
            m_with["then"] = [this](const InfoWord& w) {
                static constexpr std::array all{AfterFailure::retry, AfterFailure::proceed,
                                                AfterFailure::stop};
                const int chosen = choice(w, {"retry", "continue", "stop"});
                m_action.then = chosen < 0 ? AfterFailure::ask : all[static_cast<std::size_t>(chosen)];
            };
        if (m_action.kind == ActionKind::shell || m_action.kind == ActionKind::sql)
            m_with["secret"] = [this](const InfoWord& w) { secret(w); };
        if (m_action.kind == ActionKind::shell) {
            m_bare["sudo"] = [this](const InfoWord&) { m_action.sudo = true; };
            m_with["run"] = [this](const InfoWord& w) { m_action.run = name(w, "command"); };
        }
        if (m_action.kind == ActionKind::message) {
            m_with["to"] = [this](const InfoWord& w) { m_action.audience = name(w, "audience"); };
            m_with["template"] = [this](const InfoWord& w) {
                m_action.messageTemplate = name(w, "template");
            };
        }
        if (m_action.kind == ActionKind::approve) {
            m_with["by"] = [this](const InfoWord& w) { m_action.approver = name(w, "role"); };
            m_with["count"] = [this](const InfoWord& w) { m_action.approvals = number(w, 1, 100); };
        }
    }

    void word(const InfoWord& word) {
        if (m_action.kind == ActionKind::wait && !word.hasValue && !m_waits) {
            const auto duration = parseDuration(word.name);
            if (!duration || duration->count() == 0)
                problem(word.place, "'" + word.name + "' is not a duration", "write ```wait 30s");
            m_action.wait = duration.value_or(Milliseconds{0});
            m_waits = true;
            return;
        }
        const auto& readers = word.hasValue ? m_with : m_bare;
        const auto reader = readers.find(word.name);
        if (reader == readers.end()) {
            unknown(word);
            return;
        }
        // Further expectations and secrets add up; anything else said twice contradicts itself.
        if (!m_seen.insert(word.name).second && word.name != "expect" && word.name != "secret")
            problem(word.place, "'" + word.name + "' stands here twice", "keep one");
        if (word.hasValue && word.value.empty())
            problem(word.place, "'" + word.name + "=' has no value",
                    "write " + word.name + "=VALUE without blanks");
        else
            reader->second(word);
    }

    void unknown(const InfoWord& word) {
        if (!word.hasValue && m_with.contains(word.name)) {
            problem(word.place, "'" + word.name + "' has no value", "write " + word.name + "=VALUE");
            return;
        }
        if (word.hasValue && m_bare.contains(word.name)) {
            problem(word.place, "'" + word.name + "' takes no value", "write " + word.name + " alone");
            return;
        }
        std::vector<std::string> known;
        for (const auto* readers : {&m_with, &m_bare})
            for (const auto& [name, reader] : *readers)
                known.push_back(name);
        static constexpr std::array parts{"a step's fence", "`Already done?`", "`If it fails`", "`Undo`"};
        problem(word.place,
                "unknown word '" + word.name + "' for " + m_kindWord + " in " +
                    parts[static_cast<std::size_t>(m_part)],
                document::suggestion(word.name, known));
    }

    void setRisk(const InfoWord& word, Risk risk) {
        if (m_riskSaid)
            problem(word.place, "a second risk, '" + word.name + "'",
                    "keep one of reads, idempotent, guarded and irreversible");
        m_riskSaid = true;
        m_action.risk = risk;
    }

    void target(const InfoWord& word) {
        m_action.target = word.value;
        if (auto target = parseTarget(word.value); !target)
            problem(word.valuePlace, target.error().what, target.error().next);
    }

    std::string name(const InfoWord& word, const std::string& what) {
        if (!document::isName(word.value))
            problem(word.valuePlace, "'" + word.value + "' cannot be the name of a " + what,
                    "use letters, digits, '.', '_' and '-'");
        return word.value;
    }

    void secret(const InfoWord& word) {
        std::string_view rest = word.value;
        int column = word.valuePlace.column;
        while (true) {
            const auto comma = rest.find(',');
            const std::string each(rest.substr(0, comma));
            if (document::isValueName(each))
                m_action.secrets.push_back(each);
            else
                problem({word.place.file, word.place.line, column},
                        "'" + each + "' cannot be the name of a secret",
                        "use lower-case letters, digits and '_'");
            if (comma == std::string_view::npos)
                return;
            rest.remove_prefix(comma + 1);
            column += static_cast<int>(comma) + 1;
        }
    }

    std::optional<Milliseconds> positive(const InfoWord& word) {
        const auto duration = parseDuration(word.value);
        if (duration && duration->count() > 0)
            return duration;
        problem(word.valuePlace, "'" + word.value + "' is not a duration",
                "write it as 250ms, 10s, 2m, 1h or 90d");
        return std::nullopt;
    }

    int number(const InfoWord& word, int least, int most) {
        int out = 0;
        const auto* end = word.value.data() + word.value.size();
        const auto [stop, error] = std::from_chars(word.value.data(), end, out);
        if (error == std::errc{} && stop == end && out >= least && out <= most)
            return out;
        problem(word.valuePlace,
                "'" + word.value + "' is not a number from " + std::to_string(least) + " to " +
                    std::to_string(most),
                "correct the number");
        return least;
    }

    // Index of the word, -1 with a problem when it is none of them.
    int choice(const InfoWord& word, const std::vector<std::string>& words) {
        for (std::size_t i = 0; i < words.size(); ++i)
            if (words[i] == word.value)
                return static_cast<int>(i);
        problem(word.valuePlace, "'" + word.value + "' is unknown for " + word.name,
                document::suggestion(word.value, words));
        return -1;
    }

    void checkAct() {
        if (m_action.target.empty())
            problem(m_action.place, "the fence does not say where it acts",
                    m_action.kind == ActionKind::http ? "add on=SERVICE"
                                                      : "add on=HOST, on=group@role or on=each:group");
        const bool polls = m_action.every.has_value();
        if (m_seen.contains("every") != m_seen.contains("for"))
            problem(m_action.place, polls ? "`every` has no `for`" : "`for` has no `every`",
                    "polling needs both, as in every=1s for=60s");
        if (polls && m_action.within && *m_action.within < *m_action.every)
            problem(m_action.place, "`for` is shorter than `every`", "poll for longer, or more often");
        if ((m_seen.contains("max") || m_seen.contains("stop")) && !m_action.target.starts_with("each:"))
            problem(m_action.place, "`max` and `stop` need a group to go through", "write on=each:GROUP");
        const bool blank = m_action.text.find_first_not_of(" \t\n") == std::string::npos;
        if (!m_action.run.empty() && !blank)
            problem(m_action.place, "`run` names the command, and the fence holds another",
                    "keep one of the two");
        if (m_action.run.empty() && blank)
            problem(m_action.place, "the fence is empty", "write what is to be done, or remove it");
        if (m_part == Part::alreadyDone && m_action.risk != Risk::reads)
            problem(m_action.place, "`Already done?` must not change anything",
                    "make it a check and add `reads`");
        if (polls && m_action.risk != Risk::reads && m_action.risk != Risk::idempotent)
            problem(m_action.place, "polling repeats a step that must not be repeated",
                    "add `reads` or `idempotent`");
        if (m_action.retries > 0 && m_action.risk == Risk::irreversible)
            problem(m_action.place, "an irreversible step is never tried again by itself", "remove `retry`");
    }

    void checkOthers() {
        if (m_action.kind == ActionKind::message && m_action.audience.empty())
            problem(m_action.place, "the message does not say to whom", "add to=AUDIENCE");
        if (m_action.kind == ActionKind::approve && m_action.approver.empty())
            problem(m_action.place, "the approval does not say by whom", "add by=ROLE");
        if (m_part != Part::action)
            problem(m_action.place, m_kindWord + " cannot stand in a section of a step",
                    "make it a step of its own");
        if (m_action.kind != ActionKind::wait &&
            m_action.text.find_first_not_of(" \t\n") == std::string::npos)
            problem(m_action.place, "the fence is empty", "write the text that people read");
    }

    Action& m_action;
    Part m_part;
    std::string m_kindWord;
    std::vector<Problem>& m_problems;
    std::map<std::string, Reader> m_with;
    std::map<std::string, Reader> m_bare;
    std::set<std::string> m_seen;
    bool m_riskSaid = false;
    bool m_waits = false;
};

} // namespace

std::optional<Action> readAction(const Block& fence, const std::string& file, Part part,
                                 std::vector<Problem>& problems) {
    const auto words = infoWords(fence.info, {file, fence.firstLine, fence.infoColumn}, problems);
    std::vector<std::string> known;
    for (const auto& [word, kind] : kinds) {
        known.push_back(word);
        if (words.empty() || words.front().name != word)
            continue;
        Action action;
        action.kind = kind;
        action.text = fence.text;
        action.place = words.front().place;
        ActionReader(action, part, word, problems).read(words);
        return action;
    }
    if (!words.empty())
        problems.push_back({words.front().place,
                            "'" + words.front().name + "' is not something Muster can do",
                            document::suggestion(words.front().name, known)});
    return std::nullopt;
}

} // namespace muster::runbook
