#include "tests/ui/home/Stage.h"
#include "ui/home/DeclareDialog.h"
#include "ui/home/HomeScreen.h"

#include <QComboBox>
#include <QLineEdit>
#include <QRadioButton>

using namespace muster;
using namespace muster::tests;
using State = ports::ServiceHealth::State;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

class DeclareDialogTest : public Stage<ui::HomeScreen> {
protected:
    void openDialog(State orchestrator, const QString& runbook = {}) {
        if (desk.library()->runbooks.empty())
            contents::fill(desk, now, orchestrator);
        open();
        screen->declare(runbook);
        settle();
        dialog = window->findChild<ui::DeclareDialog*>();
        ASSERT_NE(dialog, nullptr);
    }
    std::string said() { return words(dialog); }
    ports::Declaration declared() {
        const auto calls = desk.calls("declare");
        EXPECT_EQ(calls.size(), 1u);
        return calls.empty() ? ports::Declaration{} : calls[0].declaration;
    }
    ui::DeclareDialog* dialog = nullptr;
};

} // namespace

TEST_F(DeclareDialogTest, DeclaresFromARedProbeWithOneEnter) {
    openDialog(State::down);
    EXPECT_THAT(said(), HasSubstr("Seen by the probe: between "));
    press(*window, "Return");
    settle();
    EXPECT_EQ(declared().runbook, "database-crash");
    EXPECT_EQ(declared().environment, "range");
    EXPECT_EQ(declared().severity, "P0");
    EXPECT_EQ(declared().mode, incident::Mode::live);
    EXPECT_EQ(declared().faultTime, ports::FaultTime::known);
    EXPECT_EQ(declared().faultUtcMs, now - 32'000);
    EXPECT_THAT(declared().inputs, IsEmpty());
    EXPECT_TRUE(navigator.ways.filter("run ").size() == 1) << navigator.ways.join("; ").toStdString();
}

TEST_F(DeclareDialogTest, SaysUnmistakablyWhenItActsOnProduction) {
    openDialog(State::up);
    EXPECT_THAT(said(), HasSubstr("Rehearsal: Practice range on this machine"));
    EXPECT_THAT(said(), HasSubstr("Nothing is changed"));
    auto* environment = dialog->findChild<QComboBox*>("declare.environment");
    environment->setFocus();
    press(*window, "Down");
    click(*dialog->findChild<QRadioButton*>("declare.live"), {10, 10});
    settle();
    EXPECT_THAT(said(), HasSubstr("LIVE on PRODUCTION: The shop's workflow system, Frankfurt"));
    EXPECT_EQ(dialog->declaration().environment, "shop");
    EXPECT_EQ(dialog->declaration().mode, incident::Mode::live);
}

TEST_F(DeclareDialogTest, ShowsForEachSeverityWhomToPage) {
    auto library = contents::library();
    library.environments[0].environment.onCall["P2"].page = "the database owner";
    contents::fill(desk, now, State::up);
    desk.setLibrary(library);
    openDialog(State::up);
    EXPECT_THAT(said(), HasSubstr("P0: respond within 15 min"));
    click(*dialog->findChild<QRadioButton*>("declare.severity.P2"), {10, 10});
    EXPECT_THAT(said(), HasSubstr("P2: respond within 4 h, page the database owner"));
    EXPECT_EQ(dialog->declaration().severity, "P2");
}

TEST_F(DeclareDialogTest, ChecksInputsAsTheyAreTyped) {
    openDialog(State::up, "database-crash");
    auto* field = dialog->findChild<QLineEdit*>("declare.input.database");
    ASSERT_NE(field, nullptr);
    EXPECT_THAT(said(), HasSubstr("The database that the service writes to"));
    field->setText("Not A Name");
    EXPECT_THAT(dialog->obstacle().toStdString(),
                HasSubstr("Input database: It must be of the form [a-z_][a-z0-9_]*"));
    press(*window, "Return");
    settle();
    EXPECT_THAT(desk.calls("declare"), IsEmpty());
    field->setText("orders");
    press(*window, "Return");
    settle();
    EXPECT_EQ(declared().inputs.at("database"), "orders");
}

TEST_F(DeclareDialogTest, DoesNotDeclareWhatHasErrors) {
    auto library = contents::library();
    library.runbooks[0].problems.push_back({{"runbooks/database-crash.md", 12, 3},
                                            "no host \"db-z\"",
                                            "name one of the environment",
                                            Severity::error});
    contents::fill(desk, now, State::up);
    desk.setLibrary(library);
    openDialog(State::up, "database-crash");
    EXPECT_THAT(said(), HasSubstr("runbooks/database-crash.md:12:3: no host \"db-z\""));
    EXPECT_THAT(said(), HasSubstr("The runbook has errors and does not run"));
    EXPECT_FALSE(dialog->findChild<QPushButton*>("declare.declare")->isEnabled());
}

TEST_F(DeclareDialogTest, TakesATimeThatAPersonKnows) {
    openDialog(State::up);
    click(*dialog->findChild<QRadioButton*>("declare.fault.estimated"), {10, 10});
    EXPECT_THAT(dialog->obstacle().toStdString(), HasSubstr("Type the time of the fault"));
    type(*window, "2026-01-05 10:40");
    press(*window, "Return");
    settle();
    EXPECT_EQ(declared().faultTime, ports::FaultTime::estimated);
    EXPECT_EQ(
        QDateTime::fromMSecsSinceEpoch(declared().faultUtcMs, Qt::UTC).toString(Qt::ISODate).toStdString(),
        "2026-01-05T10:40:00Z");
}

TEST_F(DeclareDialogTest, FindsTheRunbookBySymptom) {
    openDialog(State::up);
    auto* text = dialog->findChild<QLineEdit*>("declare.runbook");
    text->setFocus();
    text->selectAll();
    type(*window, "timeout waiting");
    settle();
    press(*window, "Return"); // takes the best one
    settle();
    EXPECT_EQ(dialog->declaration().runbook, "pool-exhausted");
    EXPECT_THAT(desk.calls("declare"), IsEmpty()) << "choosing is not declaring";
}

TEST_F(DeclareDialogTest, SaysWhyItWasRefusedAndKeepsWhatWasChosen) {
    openDialog(State::down);
    desk.failNext({.what = "cannot declare", .why = "the journal is full", .next = "make room on /var"});
    press(*window, "Return");
    settle();
    EXPECT_THAT(said(), HasSubstr("cannot declare: the journal is full. Next: make room on /var"));
    EXPECT_TRUE(dialog->isVisible());
    EXPECT_TRUE(dialog->findChild<QPushButton*>("declare.declare")->isEnabled());
}

TEST_F(DeclareDialogTest, SaysThatAnotherConsoleWrites) {
    contents::fill(desk, now, State::down);
    desk.setReadOnly(Error{.what = "another console has the journal", .why = {}, .next = "go on there"});
    openDialog(State::down);
    EXPECT_THAT(said(), HasSubstr("This console only reads: another console has the journal"));
}
