// A drill and a real Alertmanager: what the drill breaks wakes nobody up, everything else does.
#include "tests/journeys/drills/CatalogueDrill.h"

#include <csignal>

namespace {
using muster::Json;
using muster::test::eventually;
using muster::test::runProgram;
using testing::HasSubstr;

class PagerSilence : public muster::test::CatalogueDrill {
protected:
    void SetUp() override {
        RangeJourney::SetUp();
        const auto status = muster({"range", "--folder", rangeFolder(), "status", "--json"});
        const Json all = Json::parse(status.out);
        for (const auto& part : all.at("parts"))
            if (part.at("name") == "lb.alertmanager") {
                m_pager = "http://127.0.0.1:" + std::to_string(part.at("port").get<int>());
                m_process = part.at("pid").get<int>();
            }
        ASSERT_FALSE(m_pager.empty());
    }

    [[nodiscard]] Json ask(const std::string& path, const Json& body = {}) const {
        std::vector<std::string> words{"curl", "-fsS", "--max-time", "5", m_pager + path};
        if (!body.is_null())
            words.insert(words.end(), {"-H", "Content-Type: application/json", "-d", body.dump()});
        const auto ran = runProgram(words);
        EXPECT_EQ(ran.exitCode, 0) << ran.err;
        return Json::parse(ran.out, nullptr, false);
    }
    void alert(const std::string& environment) const {
        (void)ask("/api/v2/alerts",
                  Json::array({{{"labels", {{"alertname", "ServiceDown"}, {"environment", environment}}}}}));
    }
    // "active", "suppressed"; empty: there is no such alert.
    [[nodiscard]] std::string stateOf(const std::string& environment) const {
        for (const auto& each : ask("/api/v2/alerts"))
            if (each.at("labels").at("environment") == environment)
                return each.at("status").at("state").get<std::string>();
        return {};
    }
    [[nodiscard]] int silences(const std::string& state) const {
        int count = 0;
        for (const auto& each : ask("/api/v2/silences"))
            count += each.at("status").at("state") == state ? 1 : 0;
        return count;
    }
    [[nodiscard]] auto start(const std::string& drill) const {
        return std::make_unique<muster::test::Running>(
            std::vector<std::string>{muster::test::program("muster"), "drill", "run", drill}, environment());
    }

    std::string m_pager;
    pid_t m_process = 0;
};

TEST_F(PagerSilence, HoldsBackWhatTheDrillBreaksAndNothingElse) {
    alert("range");
    alert("shop");
    const auto expired = silences("expired");
    EXPECT_TRUE(eventually([this] { return stateOf("range") == "active" && stateOf("shop") == "active"; }));
    const auto drill = start("application-crash");
    EXPECT_TRUE(eventually([this] { return stateOf("range") == "suppressed"; }));
    EXPECT_EQ(stateOf("shop"), "active");
    EXPECT_EQ(drill->wait(), 0) << drill->err();
    EXPECT_THAT(drill->err(), HasSubstr("the pager is silent until "));
    EXPECT_THAT(drill->err(), HasSubstr("the pager speaks again"));
    EXPECT_EQ(silences("active"), 0);
    EXPECT_EQ(silences("expired"), expired + 1);
    EXPECT_TRUE(eventually([this] { return stateOf("range") == "active"; }));
    EXPECT_THAT(muster({"report", "export", "1", "--format", "markdown"}).out,
                HasSubstr("the pager speaks again"));
}

TEST_F(PagerSilence, OfAKilledConsoleIsEndedByTheWatchdog) {
    const auto drill = start("application-crash");
    EXPECT_TRUE(eventually([&] { return drill->err().find("fault at") != std::string::npos; }))
        << drill->err();
    EXPECT_EQ(silences("active"), 1);
    drill->kill(SIGKILL);
    drill->wait();
    EXPECT_TRUE(eventually([this] { return silences("active") == 0; }, std::chrono::seconds(60)));
    EXPECT_TRUE(eventually([this] {
        return muster({"range", "--folder", rangeFolder(), "status"}).exitCode == 0;
    }));
}

TEST_F(PagerSilence, NothingIsBrokenWhereItCannotBeMade) {
    ASSERT_EQ(kill(m_process, SIGKILL), 0);
    const auto ran = muster({"drill", "run", "application-crash", "--json", file("result.json")});
    EXPECT_EQ(ran.exitCode, 4) << ran.err << ran.out;
    EXPECT_THAT(ran.err, testing::Not(HasSubstr("fault at")));
    EXPECT_EQ(json(file("result.json"))["verdict"], "not-tested");
    EXPECT_THAT(ran.out, HasSubstr("the pager could not be silenced"));
}

} // namespace
