#include "tests/support/window/Hands.h"
#include "ui/widgets/ReasonDialog.h"
#include "ui/widgets/TypeNameDialog.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <gtest/gtest.h>

using namespace muster::ui;
using namespace muster::tests;

namespace {

class Dialogs : public testing::Test {
protected:
    Dialogs() { theme.apply(); }
    Theme theme;
};

} // namespace

TEST_F(Dialogs, AReasonIsNotConfirmedEmpty) {
    ReasonDialog dialog(theme, "Step: skip it", "What it would have done stays undone.", "Why is it skipped?",
                        "Step: skip it", nullptr);
    showWindow(dialog, {500, 320});
    press(dialog, "Ctrl+Return");
    EXPECT_TRUE(dialog.isVisible());
    type(dialog, "   ");
    press(dialog, "Ctrl+Return");
    EXPECT_TRUE(dialog.isVisible()) << "blanks are no reason";
    type(dialog, "The standby was promoted by hand");
    press(dialog, "Ctrl+Return");
    EXPECT_EQ(dialog.result(), QDialog::Accepted);
    EXPECT_EQ(dialog.reason(), "The standby was promoted by hand");
}

TEST_F(Dialogs, EscapeIsCancel) {
    ReasonDialog dialog(theme, "Step: skip it", "", "Why?", "Step: skip it", nullptr);
    showWindow(dialog, {500, 320});
    type(dialog, "no");
    press(dialog, "Escape");
    EXPECT_EQ(dialog.result(), QDialog::Rejected);
    EXPECT_FALSE(dialog.isVisible());
}

TEST_F(Dialogs, ANameIsTypedAndNotPasted) {
    TypeNameDialog dialog(theme, "This cannot be undone", "Sessions on db-a are ended.", "db-a",
                          "Host: end them", nullptr);
    showWindow(dialog, {500, 320});
    auto* field = dialog.findChild<QLineEdit*>("typeName.text");
    auto* confirm = dialog.findChild<QPushButton*>("typeName.confirm");
    ASSERT_TRUE(field && confirm);
    QApplication::clipboard()->setText("db-a");
    press(dialog, "Ctrl+V");
    EXPECT_EQ(field->text(), "");
    type(dialog, "db-b");
    EXPECT_FALSE(confirm->isEnabled());
    field->clear();
    type(dialog, "db-a");
    EXPECT_TRUE(confirm->isEnabled());
    press(dialog, "Return");
    EXPECT_EQ(dialog.result(), QDialog::Accepted);
}

TEST_F(Dialogs, ReturnOnHalfANameIsCancelAndNotConfirm) {
    TypeNameDialog dialog(theme, "This cannot be undone", "", "db-a", "Host: end them", nullptr);
    showWindow(dialog, {500, 320});
    type(dialog, "db");
    press(dialog, "Return");
    EXPECT_NE(dialog.result(), QDialog::Accepted);
}
