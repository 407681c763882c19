#include "tests/support/window/CutWords.h"
#include "tests/ui/home/Stage.h"
#include "ui/setup/SetupScreen.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QTabWidget>

using namespace muster;
using namespace muster::tests;
using State = ports::ServiceHealth::State;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

namespace {

class SetupScreenTest : public Stage<ui::SetupScreen> {
protected:
    void openFilled() {
        contents::fill(desk, now, State::up);
        open();
    }
    void page(int index) {
        part<QTabWidget>("setup.tabs")->setCurrentIndex(index);
        settle();
    }
};

} // namespace

TEST_F(SetupScreenTest, ShowsAnEnvironmentAsItsFileDeclaresIt) {
    openFilled();
    const auto said = words(part<QWidget>("setup.environment"));
    EXPECT_THAT(said, HasSubstr("Not production"));
    EXPECT_THAT(said, HasSubstr("Drills are allowed"));
    EXPECT_THAT(said, HasSubstr("SSH to 127.0.0.1 port 2201 as oncall"));
    EXPECT_THAT(said, HasSubstr("Known hosts: ~/.ssh/known_hosts"));
    EXPECT_THAT(said, HasSubstr("RTO target 2 min, RPO target 1 min"));
    EXPECT_THAT(said, HasSubstr("No probe: Home cannot say whether it works"));
    part<QListWidget>("setup.environments")->setCurrentRow(1);
    settle();
    EXPECT_THAT(words(part<QWidget>("setup.environment")),
                HasSubstr("Production: live incidents act on the real system"));
    EXPECT_THAT(words(part<QWidget>("setup.environment")), HasSubstr("Drills are refused"));
}

TEST_F(SetupScreenTest, SaysExactlyWhatFailedInATest) {
    openFilled();
    ports::ConnectionTest test;
    test.stages = {{"connect", true, "127.0.0.1:2201"},
                   {"host key", true, "known"},
                   {"log in", false, "the key was refused"}};
    test.error = Error{.what = "cannot log in to db-a",
                       .why = "the server refused the key",
                       .next = "add the key to authorized_keys"};
    desk.setTest(test);
    click(*part<QPushButton>("setup.test.host.db-a"));
    settle();
    const auto said = words(part<QWidget>("setup.host.db-a"));
    EXPECT_THAT(said, HasSubstr("Failed"));
    EXPECT_THAT(said, HasSubstr("connect: ok"));
    EXPECT_THAT(said, HasSubstr("log in: failed"));
    EXPECT_THAT(said, HasSubstr("What failed: cannot log in to db-a"));
    EXPECT_THAT(said, HasSubstr("Why: the server refused the key"));
    EXPECT_THAT(said, HasSubstr("Next: add the key to authorized_keys"));
    click(*part<QPushButton>("setup.copy.host.db-a"));
    EXPECT_THAT(QApplication::clipboard()->text().toStdString(),
                HasSubstr("log in: failed\n    the key was refused\n"));
}

TEST_F(SetupScreenTest, TestsEverythingAtOnce) {
    openFilled();
    click(*part<QPushButton>("setup.testAll"));
    settle();
    EXPECT_EQ(desk.calls("testHost").size(), 2u);
    EXPECT_EQ(desk.calls("testService").size(), 2u);
    EXPECT_THAT(words(part<QWidget>("setup.service.api")), HasSubstr("Works"));
}

TEST_F(SetupScreenTest, AddsByFileAndSaysWhyNot) {
    openFilled();
    auto* file = part<QLineEdit>("setup.file");
    file->setText("/etc/muster/broken.yaml");
    desk.failNext({.what = "cannot add /etc/muster/broken.yaml",
                   .why = "3:1: no such word: hots",
                   .next = "write hosts"});
    click(*part<QPushButton>("setup.add"));
    settle();
    EXPECT_THAT(words(), HasSubstr("no such word: hots"));
    EXPECT_EQ(file->text(), "/etc/muster/broken.yaml") << "to be corrected";
    click(*part<QPushButton>("setup.add"));
    settle();
    EXPECT_EQ(desk.calls("addEnvironment").size(), 2u);
    EXPECT_TRUE(file->text().isEmpty());
}

TEST_F(SetupScreenTest, RemovesOnlyAfterAskingWithCancelAsDefault) {
    openFilled();
    click(*part<QPushButton>("setup.remove"));
    settle();
    ASSERT_NE(window->findChild<QMessageBox*>(), nullptr);
    press(*window, "Return");
    settle();
    EXPECT_THAT(desk.calls("removeEnvironment"), IsEmpty());
    click(*part<QPushButton>("setup.remove"));
    settle();
    click(*part<QPushButton>("setup.removeYes"));
    settle();
    ASSERT_EQ(desk.calls("removeEnvironment").size(), 1u);
    EXPECT_EQ(desk.calls("removeEnvironment")[0].text, "range");
}

TEST_F(SetupScreenTest, ListsProblemsAsLintPrintsThem) {
    auto library = contents::library();
    library.runbooks[0].problems.push_back(
        {{"runbooks/database-crash.md", 12, 3}, "no host \"db-z\"", "name another", Severity::error});
    contents::fill(desk, now, State::up);
    desk.setLibrary(library);
    open();
    EXPECT_EQ(part<QTabWidget>("setup.tabs")->tabText(1).toStdString(), "Documents (1 error)");
    page(1);
    EXPECT_THAT(part<QPlainTextEdit>("setup.problems.lines")->toPlainText().toStdString(),
                HasSubstr("runbooks/database-crash.md:12:3: no host \"db-z\""));
    click(*part<QPushButton>("setup.problems.copy"));
    EXPECT_THAT(QApplication::clipboard()->text().toStdString(), HasSubstr("db-z"));
}

TEST_F(SetupScreenTest, VerifiesTheJournal) {
    openFilled();
    page(2);
    EXPECT_THAT(words(), HasSubstr("Jana Novak (jana on ops-1)"));
    desk.failNext({.what = "event 7 was changed",
                   .why = "its hash does not fit",
                   .next = "restore the file from a copy"});
    click(*part<QPushButton>("setup.verify"));
    settle();
    EXPECT_THAT(words(), HasSubstr("Not intact"));
    click(*part<QPushButton>("setup.verify"));
    settle();
    EXPECT_THAT(words(), HasSubstr("Intact"));
    EXPECT_THAT(words(), Not(HasSubstr("Not intact")));
}

TEST_F(SetupScreenTest, ChangesThemeAndTextSizeAtOnce) {
    openFilled();
    page(3);
    click(*part<QRadioButton>("setup.theme.light"), {10, 10});
    EXPECT_EQ(theme.scheme(), ui::Scheme::light);
    part<QWidget>("setup.textSize")->setFocus();
    press(*window, "Right");
    EXPECT_EQ(theme.textSize(), 110);
}

TEST_F(SetupScreenTest, SaysWhatToDoWhenThereIsNoEnvironment) {
    open();
    EXPECT_THAT(words(), HasSubstr("No environment is registered."));
    EXPECT_THAT(words(), HasSubstr("muster range up"));
}

TEST_F(SetupScreenTest, NoWordIsCutWithLargeLettersOnASmallScreen) {
    openFilled();
    expectNoCutWords(*screen, QStringLiteral("setup"), [&](int size) { theme.setTextSize(size); });
}
