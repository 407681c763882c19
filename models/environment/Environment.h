// An environment: the hosts, roles and services that runbooks speak of, as one YAML file declares them.
// Muster knows a system only through such a file; docs/ENVIRONMENT-FILE.md describes it.
#pragma once

#include "models/base/Duration.h"
#include "models/base/Place.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace muster::environment {

// Where a secret is to be had. Never the secret itself.
struct SecretReference {
    enum class From { variable, file, command, keychain };
    From from = From::variable;
    std::string name;                 // variable name, file path, or keychain entry
    std::vector<std::string> command; // From::command: argument list; its first output line is the secret
};

struct SshAccess {
    std::string address;
    int port = 22;
    std::string user;
    std::string keyFile;        // empty: agent, then the usual files
    std::string passphrase;     // name of a secret; empty: none
    std::string knownHostsFile; // empty: ~/.ssh/known_hosts
    Milliseconds connectTimeout{10'000};
};

struct Host {
    std::string name;
    std::optional<SshAccess> ssh; // nullopt: `local: true`, this machine
    std::map<std::string, std::string> values;
    Place place;
};

// A role of a group, resolved at run time: the hosts of the group where the command exits 0.
// `db@primary` means role "primary" of group "db".
struct Role {
    std::string name;
    std::string group;
    std::vector<std::string> command; // argument list; {{value}} is replaced inside a word
    Place place;
};

// A request as a `.http` file writes it: request line, headers, blank line, body; {{name}} is a value.
struct HttpTemplate {
    std::string text;
    Place place;
};

// What the prober asks: a real write by the real route. {{run}}, {{client}} and {{sequence}} identify it.
struct Probe {
    HttpTemplate write;
    std::vector<int> statuses{200, 201};
    Milliseconds every{200};
    Milliseconds timeout{1000};
};

// How to read back which acknowledged writes exist: an HTTP answer or the rows of a query, one ledger
// entry each: client and sequence.
struct Ledger {
    std::optional<HttpTemplate> read; // answers a JSON array of {"client": text, "sequence": number}
    std::string sql;                  // or: rows "client|sequence", run with psql; :'run' is the run
    std::string on;                   // target of `sql`, for example "each:db"
    Place place;
};

struct Service {
    std::string name;
    std::string url; // base, without a trailing slash
    std::optional<Milliseconds> rto;
    std::optional<Milliseconds> rpo;
    Milliseconds restartBackoff{0}; // of its supervisor: the stability window is max(10 s, twice this)
    std::string caFile;             // trust these instead of the system's authorities
    std::map<std::string, std::string> headers;       // sent with every request
    std::map<std::string, std::string> secretHeaders; // header -> name of a secret
    std::optional<Probe> probe;
    std::optional<Ledger> ledger;
    std::string size; // of the data set, words for the report: "250 MB"
    Place place;
};

// What a severity asks for, and of whom.
struct OnCall {
    std::optional<Milliseconds> respondWithin;
    std::string page; // whom: "Level 2 on call"
    std::string how;  // how they are reached when chat and SSO are down: a telephone number
    std::optional<Milliseconds> updateEvery; // how often stakeholders hear of it
    Place place;
};

// Who wakes people up: an Alertmanager (its API v2), which is asked to hold back, while a drill breaks
// something, the alerts whose labels are these.
struct Pager {
    std::string service; // of `services`
    std::map<std::string, std::string> match;
    Place place;
};

struct Environment {
    std::string path;
    std::string name;
    std::string title;
    bool production = false;
    bool drillsAllowed = false;
    std::vector<std::string> blastRadius; // hosts and groups that a drill may touch; empty: all
    std::map<std::string, Host> hosts;
    std::map<std::string, std::vector<std::string>> groups;
    std::vector<Role> roles;
    std::map<std::string, Service> services;
    std::map<std::string, std::string> values;                // for every host; a host's own come first
    std::map<std::string, std::vector<std::string>> commands; // "db.start" -> argument list
    std::map<std::string, SecretReference> secrets;
    std::map<std::string, OnCall> onCall; // by severity: "P0" to "P3"
    std::optional<Pager> pager;
    std::string text;   // the exact bytes
    std::string sha256; // of them
    // Of every key and list entry: "groups.db", "groups.db[0]", "commands.db.start".
    std::map<std::string, Place> places;

    // Where `key` stands in the file; the file as a whole when it does not.
    [[nodiscard]] Place placeOf(const std::string& key) const {
        const auto found = places.find(key);
        return found == places.end() ? Place{path, 0, 0} : found->second;
    }

    // What the file says of the severity; what it leaves open is as is usual: an answer within 15 minutes for
    // P0, 30 minutes for P1, 4 hours for P2, a day for P3, and nobody to page.
    [[nodiscard]] OnCall onCallFor(const std::string& severity) const {
        static const std::map<std::string, std::pair<int, int>> usual{// minutes: respond, update
                                                                      {"P0", {15, 15}},
                                                                      {"P1", {30, 30}},
                                                                      {"P2", {240, 240}},
                                                                      {"P3", {1440, 1440}}};
        const auto found = onCall.find(severity);
        OnCall out = found == onCall.end() ? OnCall{} : found->second;
        if (const auto times = usual.find(severity); times != usual.end()) {
            if (!out.respondWithin)
                out.respondWithin = std::chrono::minutes(times->second.first);
            if (!out.updateEvery)
                out.updateEvery = std::chrono::minutes(times->second.second);
        }
        return out;
    }

    [[nodiscard]] const Role* role(const std::string& group, const std::string& roleName) const {
        for (const auto& each : roles)
            if (each.group == group && each.name == roleName)
                return &each;
        return nullptr;
    }
};

} // namespace muster::environment
