// orchestrator: a small workflow service that keeps its workflows, their checkpoints and a ledger in
// PostgreSQL. SIGTERM drains it: every workflow gets a last checkpoint, requests in hand are answered.
#include "models/base/Duration.h"
#include "range/orchestrator/Log.h"
#include "range/orchestrator/Routes.h"

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstring>

namespace {

using namespace muster;
using namespace muster::range;

constexpr int serverThreads = 32; // a kept-alive connection holds one while it lives

struct Options {
    std::string database;
    std::string address = "127.0.0.1";
    int port = 0;
    std::string maintenanceFile;
    std::string checkpointEvery = "30s";
    std::string takeoverAfter = "0s";
    int connections = 8;
    std::uint64_t memoryLimit = 0;
    bool practice = false;
};

int serve(const Options& options, Milliseconds checkpointEvery, Milliseconds takeoverAfter) {
    // Blocked before any thread starts, so that only sigwait below receives them.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    ::sigprocmask(SIG_BLOCK, &signals, nullptr);
    ::signal(SIGPIPE, SIG_IGN);

    Practice practice(options.practice);
    Pool pool(options.database, options.connections);
    Engine engine(options.database, checkpointEvery, takeoverAfter, practice);
    Maintenance maintenance(options.maintenanceFile);
    Routes routes(pool, engine, maintenance, practice);
    httplib::Server server;
    routes.install(server);
    server.new_task_queue = [] { return new httplib::ThreadPool(serverThreads); };
    server.set_tcp_nodelay(true);
    server.set_keep_alive_timeout(5);
    server.set_keep_alive_max_count(10'000);
    server.set_read_timeout(5);
    server.set_write_timeout(5);
    server.set_payload_max_length(64 * 1024);
    // The library's default would let two services share the port and each get half of the requests.
    server.set_socket_options([](int socket) {
        const int yes = 1;
        ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    if (!server.bind_to_port(options.address, options.port)) {
        log("cannot listen on " + options.address + " port " + std::to_string(options.port) +
            ": is it in use?");
        return 1;
    }
    std::atomic<bool> failed = false;
    std::thread listener([&] {
        if (!server.listen_after_bind()) {
            failed = true;
            ::kill(::getpid(), SIGTERM);
        }
    });
    engine.start();
    log("listening on " + options.address + " port " + std::to_string(options.port) +
        "; a checkpoint every " + formatDuration(checkpointEvery) +
        (options.practice ? "; for practice" : ""));

    int signal = 0;
    sigwait(&signals, &signal);
    log("stopping");
    routes.beginStopping();
    engine.drain();
    server.stop();
    listener.join();
    return failed ? 1 : 0;
}

} // namespace

int main(int argc, char** argv) {
    CLI::App app{"A small workflow service that keeps everything in PostgreSQL"};
    Options options;
    app.add_option("--database", options.database,
                   "Connection string of libpq; name a passfile in it, never a password")
        ->required();
    app.add_option("--address", options.address, "Address to listen on")->capture_default_str();
    app.add_option("--port", options.port, "Port to listen on")->required()->check(CLI::Range(1, 65535));
    app.add_option("--maintenance-file", options.maintenanceFile, "File that keeps the maintenance mode")
        ->required();
    app.add_option("--checkpoint-every", options.checkpointEvery,
                   "Work between two checkpoints of a workflow")
        ->capture_default_str();
    app.add_option(
           "--takeover-after", options.takeoverAfter,
           "Take the lease only once nobody held it for so long: another one that restarts comes first")
        ->capture_default_str();
    app.add_option("--connections", options.connections, "The most connections the pool opens")
        ->capture_default_str()
        ->check(CLI::Range(1, 64));
    app.add_option("--memory-limit", options.memoryLimit,
                   "Memory it may take, such as 768M; asking for more ends it (default: no limit)")
        ->transform(CLI::AsSizeValue(false));
    app.add_flag("--practice", options.practice,
                 "Allow POST /admin/practice/crash, which makes it crash: never where it matters");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    const auto every = parseDuration(options.checkpointEvery);
    if (!every || *every < Milliseconds(tickMilliseconds)) {
        std::fprintf(stderr,
                     "--checkpoint-every: '%s' is no duration of 100ms or more; write for example 30s\n",
                     options.checkpointEvery.c_str());
        return 2;
    }
    const auto takeover = parseDuration(options.takeoverAfter);
    if (!takeover) {
        std::fprintf(stderr, "--takeover-after: '%s' is no duration; write for example 3s\n",
                     options.takeoverAfter.c_str());
        return 2;
    }
    reportPanics();
    if (options.memoryLimit != 0 && !limitAddressSpace(static_cast<std::int64_t>(options.memoryLimit))) {
        std::fprintf(stderr, "--memory-limit: %s\n", std::strerror(errno));
        return 1;
    }
    return serve(options, *every, *takeover);
}
