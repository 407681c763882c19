#include "models/base/Json.h"
#include "models/runbook/HttpText.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace muster;
using namespace muster::runbook;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

namespace {

const std::string base = "https://shop.example:8443/v1";

std::string refusal(const std::string& text, const Values& values = {}) {
    const auto request = expandHttp(text, values, base);
    return request ? "accepted: " + request->url : request.error().text();
}

} // namespace

TEST(HttpText, ARequestIsReadAsInAHttpFile) {
    const auto request = expandHttp("# enables it\n\nPOST /admin/enable?by={{who}} HTTP/1.1\nX-Reason: "
                                    "{{why}}\nAccept: */*\n\nfirst\n\nsecond {{who}}\n",
                                    {{"who", "a b&c"}, {"why", "maintenance, now"}}, base);
    ASSERT_TRUE(request.has_value()) << request.error().text();
    EXPECT_EQ(request->method, "POST");
    EXPECT_EQ(request->url, base + "/admin/enable?by=a%20b%26c");
    EXPECT_THAT(request->headers, ElementsAre(Pair("X-Reason", "maintenance, now"), Pair("Accept", "*/*")));
    EXPECT_EQ(request->body, "first\n\nsecond a b&c");
}

TEST(HttpText, ValuesAreEncodedForThePathTheyStandIn) {
    const auto url = [](const std::string& value) {
        return expandHttp("GET /users/{{name}}/x?q={{name}}\n", {{"name", value}}, base).value().url;
    };
    EXPECT_EQ(url("a/b"), base + "/users/a%2Fb/x?q=a%2Fb");
    EXPECT_EQ(url("../../admin"), base + "/users/..%2F..%2Fadmin/x?q=..%2F..%2Fadmin");
    EXPECT_EQ(url("x?y#z"), base + "/users/x%3Fy%23z/x?q=x%3Fy%23z");
    EXPECT_EQ(url("%2e%2e"), base + "/users/%252e%252e/x?q=%252e%252e");
    EXPECT_EQ(url("ü\r\n\x01"), base + "/users/%C3%BC%0D%0A%01/x?q=%C3%BC%0D%0A%01");
    EXPECT_EQ(url("{{name}}"), base + "/users/%7B%7Bname%7D%7D/x?q=%7B%7Bname%7D%7D");
}

TEST(HttpText, NoRequestLeavesItsService) {
    for (const auto* target :
         {"https://evil.example/", "http://shop.example:8443/v1/x", "https://shop.example:8443/v12/x",
          "https://shop.example:8443/v1@evil.example/", "https://shop.example:84439/", "//evil.example/x@",
          "evil", "*", "/../admin", "/x/..", "/x/%2e%2E/admin", "/./x", "/x\\..\\y", "/x#y", "/a b",
          "file:///etc/passwd"}) {
        const auto request = expandHttp("GET " + std::string(target) + "\n", {}, base);
        if (std::string(target) == "//evil.example/x@")
            EXPECT_EQ(request.value().url, base + target)
                << "appended to the base, it is a path like any other";
        else
            EXPECT_FALSE(request.has_value()) << target << " -> " << request->url;
    }
    EXPECT_EQ(expandHttp("GET " + base + "/x\n", {}, base).value().url, base + "/x");
    EXPECT_EQ(expandHttp("GET " + base + "?x=1\n", {}, base).value().url, base + "?x=1");
    EXPECT_EQ(expandHttp("GET /x\n", {}, base + "/").value().url, base + "/x");
    EXPECT_THAT(refusal("GET /a/{{x}}/b\n", {{"x", ".."}}), HasSubstr("climbs out"));
    EXPECT_THAT(refusal("GET /a/.{{x}}/b\n", {{"x", "."}}), HasSubstr("climbs out"));
    EXPECT_THAT(refusal("GET /a/{{x}}/b\n", {{"x", ""}}), HasSubstr("is empty"));
    EXPECT_THAT(refusal("GET {{x}}\n", {{"x", "/y"}}), HasSubstr("leaves the service"));
}

TEST(HttpText, NoValueAddsAHeader) {
    EXPECT_THAT(refusal("GET /\nX-A: {{x}}\n", {{"x", "1\r\nX-B: 2"}}), HasSubstr("control character"));
    EXPECT_THAT(refusal("GET /\nX-A: {{x}}\n", {{"x", std::string("a\0b", 3)}}),
                HasSubstr("control character"));
    EXPECT_THAT(refusal("GET /\nHost: other\n"), HasSubstr("cannot be set"));
    EXPECT_THAT(refusal("GET /\ncontent-length: 3\n"), HasSubstr("cannot be set"));
    EXPECT_THAT(refusal("GET /\nTransfer-Encoding: chunked\n"), HasSubstr("cannot be set"));
    EXPECT_THAT(refusal("GET /\n{{x}}: y\n", {{"x", "A"}}), HasSubstr("is not a header"));
    EXPECT_THAT(refusal("POST /\n{\"a\": 1}\n"), HasSubstr("an empty line must stand before the body"));
}

TEST(HttpText, ValuesStayInsideTheirJsonString) {
    for (const std::string value :
         {"\", \"admin\": true, \"x\": \"", "\\", "\n\t\x01", "ü", "a\"b", "</script>", "{{n}}"}) {
        const auto request =
            expandHttp("POST /x\n\n{\"a\": \"x{{v}}y\", \"n\": {{n}}}\n", {{"v", value}, {"n", "5"}}, base);
        ASSERT_TRUE(request.has_value()) << request.error().text();
        const Json body = Json::parse(request->body);
        EXPECT_EQ(body.size(), 2U);
        EXPECT_EQ(body["a"], "x" + value + "y");
        EXPECT_EQ(body["n"], 5);
        EXPECT_THAT(request->headers, ElementsAre(Pair("Content-Type", "application/json")));
    }
    EXPECT_TRUE(expandHttp("POST /x\n\n{\"a\\\"{{v}}\": \"\\\\\", \"b\": {{v}}}\n", {{"v", "true"}}, base)
                    .has_value());
    EXPECT_THAT(refusal("POST /x\n\n{\"n\": {{n}}}\n", {{"n", "1, \"admin\": true"}}),
                HasSubstr("outside of a JSON string"));
    EXPECT_THAT(refusal("POST /x\n\n{\"n\": {{n}}}\n", {{"n", "[1]"}}),
                HasSubstr("outside of a JSON string"));
    EXPECT_THAT(refusal("POST /x\n\n{\"n\": }\n"), HasSubstr("the body is not JSON"));
    EXPECT_THAT(refusal("POST /x\nContent-Type: application/json\n\nnonsense\n"),
                HasSubstr("the body is not JSON"));
}

TEST(HttpText, FormsAreEncodedAndOtherTextIsNot) {
    const Values values{{"v", "a&b=c d"}};
    EXPECT_EQ(expandHttp("POST /\nContent-Type: application/x-www-form-urlencoded\n\nx={{v}}\n", values, base)
                  .value()
                  .body,
              "x=a%26b%3Dc%20d");
    EXPECT_EQ(expandHttp("POST /\nContent-Type: text/plain\n\n{ {{v}}\n", values, base).value().body,
              "{ a&b=c d");
    EXPECT_EQ(expandHttp("POST /\n", values, base).value().body, "");
    EXPECT_EQ(expandHttp("POST /\nContent-Type: application/json\n\n", values, base).value().body, "");
}

TEST(HttpText, WhatIsNoRequestIsRefused) {
    EXPECT_THAT(refusal(""), HasSubstr("the request is empty"));
    EXPECT_THAT(refusal("\n# only a comment\n"), HasSubstr("the request is empty"));
    EXPECT_THAT(refusal("get /x\n"), HasSubstr("is not a request line"));
    EXPECT_THAT(refusal("/x\n"), HasSubstr("is not a request line"));
    EXPECT_THAT(refusal("GET\n"), HasSubstr("is not a request line"));
    EXPECT_THAT(refusal("GET /{{x}}\n"), HasSubstr("there is no value 'x'"));
    EXPECT_THAT(refusal("GET /{{wrokflow}}\n", {{"workflow", "1"}}), HasSubstr("did you mean 'workflow'?"));
    EXPECT_THAT(refusal("GET /{{x\n"), HasSubstr("'{{' has no '}}'"));
}
