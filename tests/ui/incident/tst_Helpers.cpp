// The parts of the screen that are plain functions: how an act is run elsewhere, which terminal is opened,
// what the runbook says of a failure, which lines are the last.
#include "models/runbook/ReadRunbook.h"
#include "tests/support/ui/Contents.h"
#include "ui/incident/CopyAs.h"
#include "ui/incident/ReturnedView.h"
#include "ui/incident/RunbookText.h"
#include "ui/incident/Terminal.h"

#include <QFile>
#include <QTemporaryDir>
#include <gmock/gmock.h>

using namespace muster;
using namespace muster::ui;
using testing::HasSubstr;
using testing::StartsWith;

namespace {

QString program(const QTemporaryDir& folder, const char* name) {
    QFile file(folder.filePath(QLatin1String(name)));
    EXPECT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("#!/bin/sh\n");
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return file.fileName();
}

} // namespace

TEST(CopyAsTest, AScriptBecomesOneSshThatReadsItAsItIs) {
    const auto text =
        asSsh({"db-a", "SSH", "sh", "echo 'it'\"'\"'s'\nEOF\n", ""}, tests::contents::shopEnvironment());
    EXPECT_EQ(text.toStdString(),
              "ssh -p 2201 oncall@10.0.4.11 'sh -eu' <<'EOFF'\necho 'it'\"'\"'s'\nEOF\nEOFF\n");
}

TEST(CopyAsTest, ARequestBecomesCurlWithItsHeadersAndBody) {
    const auto text =
        asCurl({"api", "HTTP", "http",
                "POST http://10.0.4.11:8081/x\nContent-Type: application/json\n\n{\"a\": \"it's\"}", ""},
               tests::contents::shopEnvironment());
    EXPECT_EQ(text.toStdString(),
              "curl -i -X 'POST' 'http://10.0.4.11:8081/x' \\\n  -H 'Content-Type: application/json' \\\n"
              "  --data-raw '{\"a\": \"it'\\''s\"}'");
    EXPECT_TRUE(asCurl({"db-a", "SSH", "sh", "true", ""}, {}).isEmpty());
    EXPECT_TRUE(asSsh({"api", "HTTP", "http", "GET /health", ""}, {}).isEmpty());
}

TEST(TerminalTest, TheNamedOneIsTakenAndTheCommandStaysAListOfArguments) {
    const QTemporaryDir folder;
    const QString xterm = program(folder, "xterm");
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("PATH"), folder.path());
    const QStringList ssh{QStringLiteral("ssh"), QStringLiteral("-p"), QStringLiteral("2201"),
                          QStringLiteral("oncall@host; rm -rf /")};
    auto words = terminalWords(environment, ssh);
    ASSERT_TRUE(words.has_value());
    EXPECT_EQ(*words, QStringList({xterm, QStringLiteral("-e")}) + ssh);
    environment.insert(QStringLiteral("MUSTER_TERMINAL"), xterm + QStringLiteral(" -title Muster -e"));
    words = terminalWords(environment, ssh);
    ASSERT_TRUE(words.has_value());
    EXPECT_EQ(*words,
              QStringList({xterm, QStringLiteral("-title"), QStringLiteral("Muster"), QStringLiteral("-e")}) +
                  ssh);
}

TEST(TerminalTest, WithoutOneItSaysWhatToDo) {
    const QTemporaryDir folder;
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("PATH"), folder.path());
    const auto none = terminalWords(environment, {});
    ASSERT_FALSE(none.has_value());
    EXPECT_THAT(none.error().next, HasSubstr("MUSTER_TERMINAL"));
    environment.insert(QStringLiteral("MUSTER_TERMINAL"), QStringLiteral("no-such-terminal"));
    const auto wrong = terminalWords(environment, {});
    ASSERT_FALSE(wrong.has_value());
    EXPECT_THAT(wrong.error().why, HasSubstr("no-such-terminal"));
}

TEST(RunbookTextTest, WhatTheRunbookSaysOfAFailureIsItsProseWithoutItsCommands) {
    const auto library = tests::contents::library();
    const auto& runbook = library.runbooks.front().runbook;
    const auto said = sectionProse(runbook, *runbook.find("restart-postgresql"), "If it fails");
    EXPECT_THAT(said, StartsWith("The reason stands in the last lines of the log."));
    EXPECT_THAT(said, testing::Not(HasSubstr("tail -n")));
    EXPECT_EQ(sectionProse(runbook, *runbook.find("check-the-data"), "If it fails"), "");
}

TEST(ReturnedViewTest, TheLastLinesAreTheLastOnes) {
    EXPECT_EQ(lastLines(QStringLiteral("a\nb\nc\n"), 2), QStringLiteral("b\nc"));
    EXPECT_EQ(lastLines(QStringLiteral("a\nb"), 9), QStringLiteral("a\nb"));
    EXPECT_EQ(lastLines(QStringLiteral("one"), 1), QStringLiteral("one"));
    EXPECT_EQ(lastLines(QStringLiteral("\n\n"), 3), QString());
}
