#include "tests/architecture/IncludeScan.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <set>
#include <sstream>

namespace muster::tests {
namespace {

namespace fs = std::filesystem;

struct Include {
    fs::path file; // from the root
    int line = 0;
    std::string header;
    bool ours = false; // in quotes, written from the root
};

std::vector<Include> readIncludes(const fs::path& root, const fs::path& file) {
    std::vector<Include> found;
    std::ifstream stream(root / file);
    std::string text;
    for (int line = 1; std::getline(stream, text); ++line) {
        std::istringstream words(text);
        std::string hash;
        std::string header;
        words >> hash;
        if (hash == "#")
            words >> header, hash += header;
        if (hash != "#include" || !(words >> header) || header.size() < 3)
            continue;
        const bool ours = header.front() == '"';
        const auto end = header.find(ours ? '"' : '>', 1);
        found.push_back({file, line, header.substr(1, end - 1), ours});
    }
    return found;
}

std::vector<Include> readTree(const fs::path& root) {
    std::vector<Include> all;
    for (const auto* top : {"app", "engine", "models", "range", "ui"}) {
        if (!fs::exists(root / top))
            continue;
        for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
            const auto extension = entry.path().extension();
            if (extension != ".cpp" && extension != ".h")
                continue;
            const auto includes = readIncludes(root, fs::relative(entry.path(), root));
            all.insert(all.end(), includes.begin(), includes.end());
        }
    }
    return all;
}

bool covers(const std::string& arrow, const std::string& folder) {
    if (!arrow.ends_with("/*"))
        return arrow == folder;
    const auto top = arrow.substr(0, arrow.size() - 2);
    return folder == top || folder.starts_with(top + "/");
}

std::string judge(const Include& include, const FolderRow& row) {
    if (include.ours) {
        const auto folder = fs::path(include.header).parent_path().generic_string();
        if (folder.empty())
            return "\"" + include.header + "\" is not written from the root: write the whole path";
        const bool allowed = folder == row.folder || std::ranges::any_of(row.folders, [&](const auto& arrow) {
                                 return covers(arrow, folder);
                             });
        if (allowed)
            return {};
        return row.folder + " must not include " + folder +
               ": meet in models/ports, or move what both need inwards";
    }
    const auto family = familyOf(include.header);
    if (family.empty())
        return "nobody knows <" + include.header + ">: give its library a family in IncludeTable.cpp";
    if (std::ranges::find(row.families, family) == row.families.end())
        return row.folder + " must not include <" + include.header + "> (" + family + ")";
    return {};
}

std::string folderOf(const fs::path& file) {
    return file.parent_path().generic_string();
}

} // namespace

std::vector<Finding> scanIncludes(const fs::path& root, const std::vector<FolderRow>& table) {
    std::vector<Finding> findings;
    std::set<std::string> without;
    for (const auto& include : readTree(root)) {
        const auto folder = folderOf(include.file);
        const auto row = std::ranges::find(table, folder, &FolderRow::folder);
        if (row == table.end()) {
            if (without.insert(folder).second)
                findings.push_back(
                    {folder, "has no row in IncludeTable.cpp; add one with the fewest arrows it needs"});
            continue;
        }
        if (const auto what = judge(include, *row); !what.empty())
            findings.push_back({include.file.generic_string() + ":" + std::to_string(include.line), what});
    }
    return findings;
}

std::size_t countIncludes(const fs::path& root) {
    return readTree(root).size();
}

std::string describe(const std::vector<Finding>& findings) {
    std::string text;
    for (const auto& finding : findings)
        text += finding.place + ": " + finding.what + "\n";
    return text;
}

} // namespace muster::tests
