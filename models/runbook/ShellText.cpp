#include "models/runbook/ShellText.h"

#include <algorithm>
#include <array>

namespace muster::runbook {
namespace {

constexpr int maxDepth = 30;

bool isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool isNameCharacter(char c) {
    return isNameStart(c) || (c >= '0' && c <= '9');
}

template <std::size_t N> bool isOneOf(const std::string& word, const std::array<const char*, N>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

// After these a command begins.
constexpr std::array keywords{"if", "then", "else", "elif", "fi", "while", "until",
                              "do", "done", "!",    "{",    "}",  "exec",  "command"};
// These take no options, or cannot take a value for one.
constexpr std::array plainCommands{"[",      "test",  "[[",       "echo", "printf", ":",
                                   "export", "local", "readonly", "case", "for",    "in",
                                   "return", "exit",  "set",      "read", "unset"};

struct Command {
    std::string name;
    int words = 0; // including the name
    bool endOfOptions = false;
    bool afterOption = false; // the word before may take this one as its argument
    bool redirection = false; // the next word names a file
};

struct Word {
    std::string literal; // what of it is literal
    bool beginsWithValue = false;
    bool anything = false;
    bool assignment = false;
    std::size_t firstUse = 0;
    std::size_t lastUse = 0;
};

class Looker {
public:
    explicit Looker(std::string_view script) : m_script(script) {}

    ShellText look() {
        commands('\0', 0);
        return std::move(m_out);
    }

private:
    [[nodiscard]] bool atEnd() const { return m_at >= m_script.size(); }
    [[nodiscard]] char here() const { return m_script[m_at]; }
    [[nodiscard]] bool at(std::string_view text) const { return m_script.substr(m_at, text.size()) == text; }

    void step() {
        if (here() == '\n') {
            ++m_line;
            m_lineStart = m_at + 1;
        }
        ++m_at;
    }

    void steps(std::size_t count) {
        for (; count > 0 && !atEnd(); --count)
            step();
    }

    // Commands up to `close` (not consumed) or the end.
    void commands(char close, int depth) {
        Command command;
        while (!atEnd() && (close == '\0' || here() != close)) {
            const char c = here();
            if (c == '\n') {
                step();
                hereDocuments(depth);
                command = {};
            } else if (c == ' ' || c == '\t') {
                step();
            } else if (at("\\\n")) {
                steps(2);
            } else if (c == '#') {
                while (!atEnd() && here() != '\n')
                    step();
            } else if (at("<<") && !at("<<<")) {
                hereMark();
            } else if (c == '<' || c == '>') {
                while (!atEnd() && (here() == '<' || here() == '>' || here() == '&' || here() == '|'))
                    step();
                command.redirection = true;
            } else if (c == ';' || c == '&' || c == '|' || c == '(' || c == ')') {
                step();
                command = {};
            } else {
                const auto before = m_at;
                word(command, close, depth);
                if (m_at == before)
                    step();
            }
        }
    }

    void word(Command& command, char close, int depth) {
        Word word;
        word.firstUse = m_out.uses.size();
        while (!atEnd() && here() != close) {
            const char c = here();
            if (c == ' ' || c == '\t' || c == '\n' || c == ';' || c == '&' || c == '|' || c == '(' ||
                c == ')' || c == '<' || c == '>')
                break;
            part(word, depth, false);
        }
        word.lastUse = m_out.uses.size();
        finish(command, word);
    }

    // One character, quoted stretch or substitution of a word.
    void part(Word& word, int depth, bool quoted) {
        const char c = here();
        if (c == '\\') {
            steps(2);
            word.literal += '\\';
            word.anything = true;
        } else if (c == '\'' && !quoted) {
            const auto end = m_script.find('\'', m_at + 1);
            const auto length = (end == std::string_view::npos ? m_script.size() : end + 1) - m_at;
            word.literal += m_script.substr(m_at + 1, length > 1 ? length - 2 : 0);
            steps(length);
            word.anything = true;
        } else if (c == '"' && !quoted) {
            step();
            while (!atEnd() && here() != '"')
                part(word, depth, true);
            if (!atEnd())
                step();
            word.anything = true;
        } else if (c == '$') {
            dollar(word, depth, quoted);
        } else if (c == '`') {
            step();
            nested('`', depth);
            word.literal += '`';
            word.anything = true;
        } else {
            word.literal += c;
            word.anything = true;
            step();
            if (c == '=' && !quoted && isAssignment(word.literal))
                word.assignment = true;
        }
    }

    static bool isAssignment(const std::string& literal) {
        return literal.size() > 1 && isNameStart(literal.front()) &&
               std::all_of(literal.begin(), literal.end() - 1, isNameCharacter);
    }

    void nested(char close, int depth) {
        if (depth < maxDepth)
            commands(close, depth + 1);
        if (!atEnd() && here() == close)
            step();
    }

    void dollar(Word& word, int depth, bool quoted) {
        ShellUse use;
        use.line = m_line;
        use.column = static_cast<int>(m_at - m_lineStart) + 1;
        use.quoted = quoted;
        const bool first = !word.anything;
        step();
        if (at("((")) {
            steps(2);
            while (!atEnd() && !at("))"))
                atDollarName() && depth < maxDepth ? dollar(word, depth + 1, true) : step();
            steps(2);
        } else if (at("(")) {
            step();
            nested(')', depth);
        } else if (at("{")) {
            step();
            const bool length = at("#");
            if (length)
                step();
            use.name = name();
            const bool test = !atEnd() && (here() == ':' || here() == '-' || here() == '=' || here() == '+' ||
                                           here() == '?');
            use.hasDefault = test && !length;
            const auto index = m_out.uses.size();
            if (!use.name.empty())
                m_out.uses.push_back(use);
            if (test && m_script.substr(m_at, 2).find('=') != std::string_view::npos)
                m_out.assigned.insert(use.name);
            while (!atEnd() && here() != '}') {
                Word inner;
                if (depth < maxDepth)
                    part(inner, depth + 1, quoted);
                else
                    step();
            }
            if (!atEnd())
                step();
            word.beginsWithValue = word.beginsWithValue || (first && index < m_out.uses.size());
            word.literal += '$';
            word.anything = true;
            return;
        } else {
            use.name = name();
            if (!use.name.empty()) {
                m_out.uses.push_back(use);
                word.beginsWithValue = word.beginsWithValue || first;
            }
        }
        word.literal += '$';
        word.anything = true;
    }

    [[nodiscard]] bool atDollarName() const { return !atEnd() && here() == '$'; }

    std::string name() {
        const auto begin = m_at;
        if (!atEnd() && isNameStart(here()))
            while (!atEnd() && isNameCharacter(here()))
                step();
        return std::string(m_script.substr(begin, m_at - begin));
    }

    void finish(Command& command, const Word& word) {
        if (word.assignment)
            m_out.assigned.insert(word.literal.substr(0, word.literal.find('=')));
        const bool declares =
            isOneOf(command.name, std::array{"read", "for", "export", "local", "readonly", "getopts"});
        if (declares && !word.beginsWithValue && !word.literal.empty() && isNameStart(word.literal.front()) &&
            (command.name != "for" || command.words == 1))
            m_out.assigned.insert(word.literal.substr(0, word.literal.find('=')));
        // An assignment's value and the word of `case` are not split.
        if (word.assignment || (command.name == "case" && command.words == 1))
            for (auto i = word.firstUse; i < word.lastUse; ++i)
                m_out.uses[i].quoted = true;
        if (command.redirection) {
            command.redirection = false;
            return;
        }
        if (command.words == 0 && (word.assignment || isOneOf(word.literal, keywords)))
            return;
        if (command.words > 0 && word.beginsWithValue && !command.endOfOptions && !command.afterOption &&
            !isOneOf(command.name, plainCommands) && word.firstUse < m_out.uses.size())
            m_out.uses[word.firstUse].asOption = true;
        if (command.words == 0)
            command.name = word.literal;
        else if (word.literal == "--")
            command.endOfOptions = true;
        command.afterOption = command.words > 0 && word.literal.starts_with('-') && word.literal != "--";
        ++command.words;
    }

    // `<<EOF` or `<<-'EOF'`: what follows the line up to EOF is text.
    void hereMark() {
        steps(2);
        HereDocument mark;
        if (!atEnd() && here() == '-') {
            mark.tabs = true;
            step();
        }
        while (!atEnd() && (here() == ' ' || here() == '\t'))
            step();
        while (!atEnd() && std::string_view(" \t\n;&|<>()").find(here()) == std::string_view::npos) {
            const char c = here();
            if (c == '\'' || c == '"' || c == '\\')
                mark.plain = true;
            else
                mark.end += c;
            step();
        }
        if (!mark.end.empty())
            m_marks.push_back(std::move(mark));
    }

    void hereDocuments(int depth) {
        const auto marks = std::move(m_marks);
        m_marks.clear();
        for (const auto& mark : marks) {
            while (!atEnd()) {
                auto line = m_script.substr(m_at, m_script.find('\n', m_at) - m_at);
                while (mark.tabs && line.starts_with('\t'))
                    line.remove_prefix(1);
                const bool last = line == mark.end;
                while (!atEnd() && here() != '\n') {
                    Word ignored;
                    if (here() == '$' && !mark.plain && !last)
                        dollar(ignored, depth, true);
                    else
                        step();
                }
                if (!atEnd())
                    step();
                if (last)
                    break;
            }
        }
    }

    struct HereDocument {
        std::string end;
        bool plain = false; // quoted mark: no values in it
        bool tabs = false;
    };

    std::string_view m_script;
    std::size_t m_at = 0;
    std::size_t m_lineStart = 0;
    int m_line = 1;
    ShellText m_out;
    std::vector<HereDocument> m_marks;
};

} // namespace

ShellText lookAtShell(std::string_view script) {
    return Looker(script).look();
}

} // namespace muster::runbook
