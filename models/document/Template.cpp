#include "models/document/Template.h"

#include "models/base/Shell.h"
#include "models/document/Words.h"

namespace muster::document {

Result<std::vector<TemplatePart>> templateParts(std::string_view text) {
    std::vector<TemplatePart> out;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto open = text.find("{{", at);
        if (open == std::string_view::npos)
            break;
        if (open > at)
            out.push_back({false, std::string(text.substr(at, open - at)), at});
        const auto close = text.find("}}", open);
        if (close == std::string_view::npos)
            return failure({"'{{' has no '}}'", "'" + std::string(text.substr(open, 40)) + "'",
                            "write {{name}}", "", Retry::never});
        std::string_view name = text.substr(open + 2, close - open - 2);
        while (!name.empty() && name.front() == ' ')
            name.remove_prefix(1);
        while (!name.empty() && name.back() == ' ')
            name.remove_suffix(1);
        if (!isShellName(name))
            return failure({"'{{" + std::string(name.substr(0, 60)) + "}}' names no value",
                            "names are letters, digits and '_'", "write {{name}}", "", Retry::never});
        out.push_back({true, std::string(name), open});
        at = close + 2;
    }
    if (at < text.size())
        out.push_back({false, std::string(text.substr(at)), at});
    return out;
}

Result<std::string> fillTemplate(std::string_view text, const Values& values,
                                 const std::function<Result<std::string>(const std::string&)>& encode) {
    auto parts = templateParts(text);
    if (!parts)
        return failure(std::move(parts.error()));
    std::string out;
    for (const auto& part : *parts) {
        if (!part.isValue) {
            out += part.text;
            continue;
        }
        auto value = valueOf(part.text, values);
        auto encoded = value ? encode(*value) : value;
        if (!encoded)
            return encoded;
        out += *encoded;
    }
    return out;
}

Result<std::string> fillTemplate(std::string_view text, const Values& values) {
    return fillTemplate(text, values, [](const std::string& value) { return Result<std::string>(value); });
}

Result<std::string> valueOf(const std::string& name, const Values& values) {
    const auto found = values.find(name);
    if (found != values.end())
        return found->second;
    std::vector<std::string> known;
    for (const auto& [each, value] : values)
        known.push_back(each);
    return failure({"there is no value '" + name + "'",
                    "it is no input, no capture that was made, and no value of the environment or host",
                    suggestion(name, known), "", Retry::never});
}

} // namespace muster::document
