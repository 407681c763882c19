#include "models/document/Yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <sstream>

namespace muster::document {
namespace {

constexpr std::size_t maxDepth = 16;
constexpr std::size_t maxNodes = 50'000;

// Leaves yaml-cpp, whose parser recurses once a level, before it has gone too deep.
struct Stop {};

class Builder : public YAML::EventHandler {
public:
    Builder(const std::string& file, int firstLine, std::vector<Problem>& problems)
        : m_file(file), m_firstLine(firstLine), m_problems(problems) {
        m_stack.emplace_back();
    }

    YamlNode take() {
        return m_stack.front().values.empty() ? YamlNode{} : std::move(m_stack.front().values.front());
    }

    [[nodiscard]] Place place(const YAML::Mark& mark) const {
        return {m_file, m_firstLine + std::max(mark.line, 0), std::max(mark.column, 0) + 1};
    }

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        plain(mark, "", anchor);
        YamlNode node;
        node.place = place(mark);
        add(std::move(node));
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { refuseAnchor(mark); }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        plain(mark, tag, anchor);
        YamlNode node;
        node.kind = YamlNode::Kind::word;
        node.word = value;
        node.quoted = tag == "!";
        node.place = place(mark);
        add(std::move(node));
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        open(mark, tag, anchor, YamlNode::Kind::list);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        open(mark, tag, anchor, YamlNode::Kind::map);
    }
    void OnMapEnd() override { close(); }

private:
    [[noreturn]] void stop(const YAML::Mark& mark, const std::string& what, const std::string& mend) {
        m_problems.push_back({place(mark), what, mend});
        throw Stop{};
    }
    [[noreturn]] void refuseAnchor(const YAML::Mark& mark) {
        stop(mark, "anchors (&) and aliases (*) are not read",
             "write the value out, or quote it if it is text");
    }
    void plain(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
        if (anchor != 0)
            refuseAnchor(mark);
        if (!tag.empty() && tag != "?" && tag != "!")
            stop(mark, "tags (!) are not read", "remove the tag, or quote the value if it is text");
        if (++m_nodes > maxNodes)
            stop(mark, "more than 50,000 values", "split the file");
    }
    void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YamlNode::Kind kind) {
        plain(mark, tag, anchor);
        if (m_stack.size() > maxDepth)
            stop(mark, "nested deeper than 16 levels", "flatten it");
        if (expectsKey())
            stop(mark, "a key is not a plain word", "write `word: value`");
        YamlNode node;
        node.kind = kind;
        node.place = place(mark);
        m_stack.push_back(std::move(node));
    }
    void close() {
        YamlNode node = std::move(m_stack.back());
        m_stack.pop_back();
        add(std::move(node));
    }
    [[nodiscard]] bool expectsKey() const {
        const auto& top = m_stack.back();
        return top.kind == YamlNode::Kind::map && top.keys.size() == top.values.size();
    }
    void add(YamlNode node) {
        auto& top = m_stack.back();
        if (!expectsKey()) {
            top.values.push_back(std::move(node));
            return;
        }
        if (node.kind == YamlNode::Kind::nothing)
            node.word = "null";
        for (const auto& key : top.keys)
            if (key.text == node.word)
                m_problems.push_back({node.place, "'" + node.word + "' stands here twice",
                                      "keep one; the first is in line " + std::to_string(key.place.line)});
        top.keys.push_back({std::move(node.word), node.place});
    }

    std::string m_file;
    int m_firstLine;
    std::vector<Problem>& m_problems;
    std::vector<YamlNode> m_stack;
    std::size_t m_nodes = 0;
};

} // namespace

YamlNode readYaml(const std::string& file, std::string_view text, int firstLine,
                  std::vector<Problem>& problems) {
    Builder builder(file, firstLine, problems);
    try {
        std::istringstream stream{std::string(text)};
        YAML::Parser parser(stream);
        const bool any = parser.HandleNextDocument(builder);
        YamlNode node = builder.take();
        std::vector<Problem> ignored;
        Builder second(file, firstLine, ignored);
        if (any && parser.HandleNextDocument(second)) {
            problems.push_back(
                {{file, firstLine, 0}, "more than one YAML document", "keep one, without `---` lines"});
            return {};
        }
        return node;
    } catch (const YAML::Exception& error) {
        problems.push_back({builder.place(error.mark), "not YAML: " + error.msg,
                            "mend the syntax; text with special characters goes into 'quotes'"});
    } catch (const Stop&) {
    } catch (const std::exception& error) {
        problems.push_back(
            {{file, firstLine, 0}, std::string("not YAML: ") + error.what(), "mend the syntax"});
    }
    return {};
}

} // namespace muster::document
