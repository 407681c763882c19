#include "models/environment/ReadEnvironment.h"
#include "tests/models/runbook/Documents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace muster;
using namespace muster::environment;
using muster::runbook::said;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;
using testing::UnorderedElementsAre;

namespace {

EnvironmentReading read(const std::string& yaml) {
    return readEnvironment("/etc/muster/it.yaml", "environment: it\n" + yaml);
}

} // namespace

TEST(ReadEnvironment, TheExampleOfTheDocumentationIsReadWithoutAProblem) {
    const auto text = runbook::example(runbook::docs("ENVIRONMENT-FILE.md"), "```yaml\n", "```\n", 0);
    const auto reading = readEnvironment("/srv/shop/shop.yaml", text);
    ASSERT_THAT(said(reading.problems), IsEmpty());
    const Environment& it = reading.environment;
    EXPECT_EQ(it.name, "shop");
    EXPECT_EQ(it.title, "The shop's workflow system, Frankfurt");
    EXPECT_TRUE(it.production);
    EXPECT_TRUE(it.drillsAllowed);
    EXPECT_THAT(it.blastRadius, ElementsAre("db", "app"));
    ASSERT_EQ(it.hosts.size(), 4U);
    const SshAccess& ssh = it.hosts.at("db-a").ssh.value();
    EXPECT_EQ(ssh.address, "10.0.4.11");
    EXPECT_EQ(ssh.port, 22);
    EXPECT_EQ(ssh.user, "oncall");
    EXPECT_EQ(ssh.keyFile, "/srv/shop/keys/oncall");
    EXPECT_EQ(ssh.passphrase, "oncall_key");
    EXPECT_EQ(ssh.knownHostsFile, "/srv/shop/keys/known_hosts");
    EXPECT_EQ(ssh.connectTimeout, std::chrono::seconds(5));
    EXPECT_EQ(it.hosts.at("app-a").ssh.value().port, 2222);
    EXPECT_EQ(it.hosts.at("app-a").ssh.value().knownHostsFile, "");
    EXPECT_FALSE(it.hosts.at("ops").ssh);
    EXPECT_EQ(it.hosts.at("db-a").values.at("db_data"), "/var/lib/postgresql/15/main");
    EXPECT_THAT(it.groups.at("db"), ElementsAre("db-a", "db-b"));
    ASSERT_NE(it.role("db", "primary"), nullptr);
    EXPECT_THAT(it.role("db", "primary")->command,
                ElementsAre("test", "!", "-e", "{{db_data}}/standby.signal"));
    const Service& service = it.services.at("orchestrator");
    EXPECT_EQ(service.url, "https://workflows.shop.example");
    EXPECT_EQ(service.caFile, "/srv/shop/keys/shop-ca.pem");
    EXPECT_EQ(service.rto, std::chrono::minutes(2));
    EXPECT_EQ(service.rpo, std::chrono::minutes(1));
    EXPECT_EQ(service.restartBackoff, std::chrono::seconds(5));
    EXPECT_EQ(service.size, "250 MB");
    EXPECT_THAT(service.secretHeaders, ElementsAre(Pair("Authorization", "api_authorization")));
    ASSERT_TRUE(service.probe && service.ledger);
    EXPECT_THAT(service.probe->write.text,
                HasSubstr("POST /api/v1/ledger\nContent-Type: application/json\n\n{"));
    EXPECT_THAT(service.probe->statuses, ElementsAre(201));
    EXPECT_EQ(service.probe->every, std::chrono::milliseconds(200));
    EXPECT_THAT(service.ledger->sql, HasSubstr(":'run'"));
    EXPECT_EQ(service.ledger->on, "each:db");
    EXPECT_FALSE(service.ledger->read);
    EXPECT_EQ(it.values.at("db_port"), "5432");
    EXPECT_THAT(it.commands.at("db.start"), ElementsAre("pg_ctl", "-D", "{{db_data}}", "-w", "start"));
    EXPECT_THAT(it.secrets.at("oncall_key").command, ElementsAre("pass", "show", "oncall/ssh-key"));
    EXPECT_EQ(it.secrets.at("api_authorization").from, SecretReference::From::file);
    EXPECT_EQ(it.secrets.at("api_authorization").name, "/srv/shop/keys/api-authorization");
}

TEST(ReadEnvironment, NamesThePagerAndWhatADrillSilences) {
    const std::string service = "services: { alerts: { url: 'https://alerts.example' } }\n";
    const auto good = read(service + "pager: { service: alerts, match: { environment: it, team: data } }\n");
    EXPECT_THAT(said(good.problems), IsEmpty());
    ASSERT_TRUE(good.environment.pager);
    EXPECT_EQ(good.environment.pager->service, "alerts");
    EXPECT_THAT(good.environment.pager->match, ElementsAre(Pair("environment", "it"), Pair("team", "data")));

    const std::vector<std::pair<std::string, std::string>> wrong{
        {"pager: { service: alert, match: { environment: it } }\n", "there is no service 'alert'"},
        {"pager: { service: alerts }\n", "match"},
        {"pager: { service: alerts, match: {} }\n", "does not say which alerts a drill may silence"},
        {"pager: { service: alerts, match: { environment: '' } }\n", "label 'environment' has no value"},
        {"pager: { service: alerts, match: { environment: it }, for: 1h }\n", "for"},
    };
    for (const auto& [text, what] : wrong)
        EXPECT_THAT(said(read(service + text).problems), testing::Contains(HasSubstr(what))) << text;
}

TEST(ReadEnvironment, WhatIsNotSaidIsCareful) {
    const auto it = read("hosts: { a: { local: true } }\n").environment;
    EXPECT_FALSE(it.drillsAllowed);
    EXPECT_FALSE(it.production);
    EXPECT_EQ(it.title, "it");
}

TEST(ReadEnvironment, PathsBeginInTheFoldersOfTheFile) {
    const auto key = [](const std::string& path, const std::string& written) {
        return readEnvironment(path, "environment: it\nhosts:\n  a: { ssh: { address: x, key: " + written +
                                         " } }\n")
            .environment.hosts.at("a")
            .ssh.value()
            .keyFile;
    };
    EXPECT_EQ(key("/etc/muster/it.yaml", "../keys/a"), "/etc/keys/a");
    EXPECT_EQ(key("/etc/muster/it.yaml", "/keys/a"), "/keys/a");
    EXPECT_EQ(key("it.yaml", "keys/a"), "keys/a");
    EXPECT_EQ(key("/etc/muster/it.yaml", "~/.ssh/a"), "~/.ssh/a");
}

TEST(ReadEnvironment, EveryFormOfASecretIsRead) {
    const auto it = read("secrets:\n  a: { env: NAME }\n  b: { keychain: entry }\n  c: { file: /x }\n  d: { "
                         "command: [pass, x] }\n");
    ASSERT_THAT(said(it.problems), IsEmpty());
    EXPECT_EQ(it.environment.secrets.at("a").from, SecretReference::From::variable);
    EXPECT_EQ(it.environment.secrets.at("a").name, "NAME");
    EXPECT_EQ(it.environment.secrets.at("b").from, SecretReference::From::keychain);
    EXPECT_EQ(it.environment.secrets.at("c").from, SecretReference::From::file);
    EXPECT_EQ(it.environment.secrets.at("d").from, SecretReference::From::command);
}

struct Wrong {
    const char* yaml; // from line 2 on
    const char* said;
};

void PrintTo(const Wrong& row, std::ostream* out) {
    *out << runbook::plainName(row.yaml);
}

class WrongEnvironments : public testing::TestWithParam<Wrong> {};

TEST_P(WrongEnvironments, AreNamedWithTheirPlace) {
    EXPECT_THAT(said(read(GetParam().yaml).problems), ElementsAre(HasSubstr(GetParam().said)))
        << GetParam().yaml;
}

INSTANTIATE_TEST_SUITE_P(
    Rows, WrongEnvironments,
    testing::Values(
        Wrong{"host:\n  a: { local: true }\n",
              "2:1: unknown word 'host' in the environment file: did you mean 'hosts'?"},
        Wrong{"drills: yes\n", "2:9: `drills` is 'yes': write allowed or refused"},
        Wrong{"production: maybe\n", "2:13: `production` is 'maybe'"},
        Wrong{"hosts: { a: {} }\n", "2:10: host 'a' has neither `ssh` nor `local: true`"},
        Wrong{"hosts: { a: { local: true, ssh: { address: x } } }\n", "has both"},
        Wrong{"hosts:\n  a: { ssh: { address: x, adress: x } }\n", "3:27: unknown word 'adress'"},
        Wrong{"hosts:\n  a: { ssh: { address: x, port: 70000 } }\n",
              "3:33: `port` of `ssh` of host 'a' is not a number from 1 to 65535"},
        Wrong{"hosts:\n  a: { ssh: { address: x, connect-timeout: 5 } }\n",
              "3:44: `connect-timeout: 5` is not a duration"},
        Wrong{"hosts:\n  a: { ssh: { address: -oProxyCommand=x } }\n",
              "3:15: '-oProxyCommand=x' is not an address"},
        Wrong{"hosts:\n  a b: { local: true }\n", "3:3: 'a b' cannot be the name of a host"},
        Wrong{"hosts: { a: { local: true, values: { PATH: x } } }\n",
              "2:38: 'PATH' cannot be the name of a value"},
        Wrong{"values: { host: x }\n", "2:11: 'host' cannot be the name of a value"},
        Wrong{"values: { a: [x] }\n", "2:14: 'a' in `values` is not one word"},
        Wrong{"hosts: { a: { local: true } }\ngroups: { g: [a, b] }\n", "3:18: there is no host 'b'"},
        Wrong{"hosts: { a: { local: true } }\ngroups: { g: [a, a] }\n",
              "3:18: host 'a' stands in the group twice"},
        Wrong{"hosts: { a: { local: true } }\ngroups: { a: [a] }\n", "3:11: 'a' is a host and a group"},
        Wrong{"groups: { g: [] }\n", "2:11: group 'g' has no hosts"},
        Wrong{"roles: { primary: [true] }\n", "2:10: 'primary' is not a role"},
        Wrong{"roles: { db@primary: [true] }\n", "2:10: there is no group 'db'"},
        Wrong{"hosts: { a: { local: true } }\ngroups: { g: [a] }\nroles: { g@first: [test, \"{{x}}\"] }\n",
              "4:10: role 'g@first': there is no value 'x'"},
        Wrong{"commands: { db.start: pg_ctl start }\n", "2:23: command 'db.start' is not a list of words"},
        Wrong{"commands: { db.start: [-x] }\n", "does not begin with a program"},
        Wrong{"commands: { db.start: [a, \"{{x\"] }\n", "2:13: command 'db.start': '{{' has no '}}'"},
        Wrong{"blast-radius: [nobody]\n", "2:16: there is no host or group 'nobody'"},
        Wrong{"secrets: { a: hunter2 }\n", "2:15: secret 'a' stands in the file itself"},
        Wrong{"secrets: { a: { env: X, file: y } }\n", "2:12: secret 'a' needs one source"},
        Wrong{"values: { a: x }\nsecrets: { a: { env: X } }\n", "3:12: 'a' is a secret and a value"},
        Wrong{"hosts:\n  a: { ssh: { address: x, passphrase: key } }\n", "3:27: there is no secret 'key'"},
        Wrong{"services: { s: { url: ftp://x } }\n", "2:18: 'ftp://x' is not a base url"},
        Wrong{"services: { s: { url: \"http://u:p@x\" } }\n", "is not a base url"},
        Wrong{"services: { s: { rto: 2m } }\n", "service 's' has no `url`"},
        Wrong{"services: { s: { url: http://x, rto: fast } }\n", "2:38: `rto: fast` is not a duration"},
        Wrong{"services: { s: { url: http://x, secret-headers: { A: b } } }\n",
              "2:51: there is no secret 'b'"},
        Wrong{"services: { s: { url: http://x, headers: { \"a b\": c } } }\n", "'a b' is not a header"},
        Wrong{"services: { s: { url: http://x, rto: 1m, probe: { write: \"POST /x\", expect: 201 } } }\n",
              "'201' is not an expectation: write status:201"},
        Wrong{"services: { s: { url: http://x, rto: 1m, probe: { write: \"nonsense\" } } }\n",
              "2:51: 'nonsense' is not a request line"},
        Wrong{"services: { s: { url: http://x, rto: 1m, probe: { write: \"GET /{{nme}}\" } } }\n",
              "2:51: there is no value 'nme'"},
        Wrong{"services: { s: { url: http://x, rto: 1m, probe: { write: \"GET /\", every: 1ms } } }\n",
              "asks too often"},
        Wrong{"services: { s: { url: http://x, ledger: {} } }\n", "needs one of `read` and `sql`"},
        Wrong{"services: { s: { url: http://x, ledger: { sql: SELECT } } }\n",
              "does not say where its query runs"},
        Wrong{"services: { s: { url: http://x, ledger: { sql: SELECT, on: each:db } } }\n",
              "2:56: 'each:db' is no target of this environment"}));

TEST(ReadEnvironment, AllProblemsComeAtOnceInTheirOrder) {
    EXPECT_THAT(said(read("prodution: true\nhosts: { a: { loca: true } }\ngroups: { g: [b] }\n").problems),
                ElementsAre(HasSubstr("2:1: unknown word 'prodution'"),
                            HasSubstr("3:10: host 'a' has neither"), HasSubstr("3:15: unknown word 'loca'"),
                            HasSubstr("4:15: there is no host 'b': did you mean 'a'?")));
}

TEST(ReadEnvironment, HostileFilesAreRefused) {
    EXPECT_THAT(said(readEnvironment("it.yaml", "").problems),
                ElementsAre(HasSubstr("the environment file is empty")));
    EXPECT_THAT(said(readEnvironment("it.yaml", std::string("a\0b", 3)).problems),
                ElementsAre(HasSubstr("1:2: a control character")));
    EXPECT_THAT(said(readEnvironment("it.yaml", "a: \xff\n").problems),
                ElementsAre(HasSubstr("1:4: the byte 0x00ff is not UTF-8")));
    EXPECT_THAT(said(readEnvironment("it.yaml", "a: &x [1]\nb: *x\n").problems),
                ElementsAre(HasSubstr("anchors (&) and aliases (*)")));
    EXPECT_THAT(
        said(
            readEnvironment("it.yaml", "a: " + std::string(10'000, '[') + std::string(10'000, ']')).problems),
        ElementsAre(HasSubstr("nested deeper than 16 levels")));
    EXPECT_THAT(said(readEnvironment("it.yaml", "a: 1\n---\nb: 2\n").problems),
                ElementsAre(HasSubstr("more than one YAML document")));
    EXPECT_FALSE(readEnvironment("it.yaml", "[a").problems.empty());
    EXPECT_THAT(said(readEnvironment("it.yaml", "\xef\xbb\xbf"
                                                "environment: it\r\nhosts: { a: { local: true } }\r\n")
                         .problems),
                IsEmpty());
}

TEST(ReadEnvironment, EveryCutAndEveryFlippedByteIsSurvived) {
    const auto text = runbook::example(runbook::docs("ENVIRONMENT-FILE.md"), "```yaml\n", "```\n", 0);
    ASSERT_GT(text.size(), 500U);
    for (std::size_t at = 0; at < text.size(); at += 2) {
        readEnvironment("it.yaml", text.substr(0, at));
        std::string changed = text;
        changed[at] = static_cast<char>(changed[at] ^ (1 << (at % 7)));
        readEnvironment("it.yaml", changed);
    }
}
