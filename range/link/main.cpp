// range-link: one connection between two parts of the range, as a TCP relay that can be broken. What passes
// from --listen to --target, both on 127.0.0.1, obeys the faults that are set over HTTP on --admin.
// SIGTERM or SIGINT end it.
#include "range/link/Admin.h"
#include "range/processes/Say.h"

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <sys/resource.h>

namespace {

using namespace muster::range;

struct Options {
    std::string name;
    int listen = 0;
    int target = 0;
    int admin = 0;
};

// Two sockets a connection, and a hung one is not given up: the usual 1024 would be reached.
void allowManySockets() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
}

int serve(const Options& options) {
    // Blocked before any thread starts, so that only sigwait below receives them.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    ::sigprocmask(SIG_BLOCK, &signals, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
    allowManySockets();

    Relay relay(options.name, options.listen, options.target);
    if (auto started = relay.start(); !started) {
        say("link", started.error().text());
        return 1;
    }
    httplib::Server server;
    installAdmin(server, relay);
    server.new_task_queue = [] { return new httplib::ThreadPool(4); };
    server.set_keep_alive_timeout(1);
    server.set_payload_max_length(64UL * 1024);
    // The library's default would let a second program share the port.
    server.set_socket_options([](int socket) {
        const int yes = 1;
        ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    if (!server.bind_to_port("127.0.0.1", options.admin)) {
        say("link", "cannot listen on port " + std::to_string(options.admin) + ": is it in use?");
        return 1;
    }
    std::thread admin([&] { server.listen_after_bind(); });
    say("link", options.name + " leads from port " + std::to_string(options.listen) + " to " +
                    std::to_string(options.target) + "; administration on port " +
                    std::to_string(options.admin));
    int signal = 0;
    sigwait(&signals, &signal);
    server.stop();
    admin.join();
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    CLI::App app{"A connection between two parts of the practice range that can be broken"};
    Options options;
    const auto port = [&](const char* name, int& value, const char* help) {
        app.add_option(name, value, help)->required()->check(CLI::Range(1, 65535));
    };
    app.add_option("--name", options.name, "Name of the link")->required();
    port("--listen", options.listen, "Port of 127.0.0.1 to listen on");
    port("--target", options.target, "Port of 127.0.0.1 to connect to");
    port("--admin", options.admin, "Port of 127.0.0.1 for the administration over HTTP");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    return serve(options);
}
