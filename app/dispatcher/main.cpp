// `muster`: answers --help, --version and mistakes at once, without loading what the work needs; everything
// else is done by the program beside it that the first word stands for.
#include "app/command/CommandLine.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <unistd.h>
#include <vector>

namespace {

// The programs stand together, wherever that is: in a build folder or in libexec.
std::filesystem::path beside(const char* program) {
    std::error_code error;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
    return error ? std::filesystem::path(program) : self.parent_path() / program;
}

int become(const std::filesystem::path& program, const std::vector<std::string>& words) {
    std::vector<std::string> kept{program.string()};
    kept.insert(kept.end(), words.begin(), words.end());
    std::vector<char*> arguments;
    for (auto& word : kept)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    execv(program.c_str(), arguments.data());
    std::fprintf(stderr,
                 "muster: cannot start %s: %s. Next: install Muster again; its programs belong together\n",
                 program.c_str(), std::strerror(errno));
    return muster::command::environmentNotReady;
}

bool displayIsThere() {
    for (const auto* variable : {"DISPLAY", "WAYLAND_DISPLAY"}) {
        const char* value = std::getenv(variable);
        if (value != nullptr && *value != '\0')
            return true;
    }
    return false;
}

} // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (!words.empty() && words.front() == "range")
        return become(beside("muster-range"), {words.begin() + 1, words.end()});
    if (words.empty() && displayIsThere() && std::filesystem::exists(beside("muster-console")))
        return become(beside("muster-console"), {});
    const auto parsed = muster::command::parse(words);
    std::fputs(parsed.out.c_str(), stdout);
    std::fputs(parsed.err.c_str(), stderr);
    if (!parsed.request)
        return parsed.exitCode;
    if (parsed.request->verb != "console")
        return become(beside("muster-core"), words);
    if (!std::filesystem::exists(beside("muster-console"))) {
        std::fputs("muster: this build has no window. Next: build it with -DMUSTER_GUI=ON, or use the other "
                   "commands of "
                   "`muster --help`\n",
                   stderr);
        return muster::command::environmentNotReady;
    }
    if (!displayIsThere()) {
        std::fputs("muster: there is no display to open the window on. Next: start it in a desktop session, "
                   "or use the other "
                   "commands of `muster --help`\n",
                   stderr);
        return muster::command::environmentNotReady;
    }
    return become(beside("muster-console"), words);
}
