// `muster`: answers --help, --version and mistakes at once, without loading what the work needs; everything
// else is done by the program beside it that the first word stands for.
#include "app/command/CommandLine.h"

#include <cstdio>
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

} // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (!words.empty() && words.front() == "range")
        return become(beside("muster-range"), {words.begin() + 1, words.end()});
    const auto parsed = muster::command::parse(words);
    std::fputs(parsed.out.c_str(), stdout);
    std::fputs(parsed.err.c_str(), stderr);
    if (!parsed.request)
        return parsed.exitCode;
    return become(beside("muster-core"), words);
}
