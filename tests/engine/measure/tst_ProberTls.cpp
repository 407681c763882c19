#include "engine/measure/Prober.h"
#include "tests/engine/measure/Service.h"
#include "tests/support/Places.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <httplib.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <unistd.h>

using namespace muster;
using namespace muster::measure;
using namespace std::chrono_literals;
using metrics::Answer;

namespace {

// A certificate that signs itself, for `name` ("IP:127.0.0.1"), valid for an hour.
void makeCertificate(const std::string& certificateFile, const std::string& keyFile,
                     const std::string& name) {
    auto* key = EVP_EC_gen("P-256");
    auto* certificate = X509_new();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_set_pubkey(certificate, key);
    auto* subject = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("test"),
                               -1, -1, 0);
    X509_set_issuer_name(certificate, subject);
    auto* names = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, name.c_str());
    X509_add_ext(certificate, names, -1);
    X509_sign(certificate, key, EVP_sha256());
    auto* file = std::fopen(certificateFile.c_str(), "w");
    PEM_write_X509(file, certificate);
    std::fclose(file);
    file = std::fopen(keyFile.c_str(), "w");
    PEM_write_PrivateKey(file, key, nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(file);
    X509_EXTENSION_free(names);
    X509_free(certificate);
    EVP_PKEY_free(key);
}

class ProbingTls : public testing::Test {
protected:
    void serve(const std::string& name) {
        std::string pattern = (std::filesystem::temp_directory_path() / "muster-prober-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        folder = pattern;
        makeCertificate(folder + "/certificate", folder + "/key", name);
        server = std::make_unique<httplib::SSLServer>((folder + "/certificate").c_str(),
                                                      (folder + "/key").c_str());
        server->Post("/writes", [this](const httplib::Request&, httplib::Response& response) {
            ++writes;
            response.status = 201;
        });
        port = server->bind_to_any_port("127.0.0.1");
        ASSERT_GT(port, 0);
        serving = std::thread([this] { server->listen_after_bind(); });
        ASSERT_TRUE(tests::await([&] { return server->is_running(); }));
    }
    // The first ten answers.
    std::vector<metrics::Sample> probe(const std::string& caFile) {
        ProberSettings settings;
        settings.program = std::string(MUSTER_BIN_DIR) + "/muster-prober";
        settings.file = folder + "/probe.ndjson";
        settings.run = "run";
        settings.client = "client";
        settings.service.url = "https://127.0.0.1:" + std::to_string(port);
        settings.service.caFile = caFile;
        settings.service.probe = environment::Probe{{"POST /writes\n\n{{sequence}}\n", {}}, {201}, 20ms, 2s};
        auto prober = Prober::start(settings);
        EXPECT_TRUE(prober) << prober.error().text();
        if (!prober)
            return {};
        EXPECT_TRUE(tests::await([&] { return (*prober)->samples()->size() >= 10; }));
        EXPECT_TRUE((*prober)->stop());
        return (*prober)->samples().value_or(std::vector<metrics::Sample>{});
    }
    void TearDown() override {
        server->stop();
        serving.join();
        std::filesystem::remove_all(folder);
    }

    std::string folder;
    std::unique_ptr<httplib::SSLServer> server;
    std::thread serving;
    std::atomic<int> writes{0};
    int port = 0;
};

} // namespace

TEST_F(ProbingTls, TrustsTheAuthorityThatTheServiceNames) {
    serve("IP:127.0.0.1");
    for (const auto& sample : probe(folder + "/certificate"))
        EXPECT_EQ(sample.answer, Answer::ok) << sample.detail;
}

TEST_F(ProbingTls, SendsNothingToAServiceItCannotVerify) {
    serve("IP:127.0.0.1");
    for (const auto& sample : probe(""))
        EXPECT_EQ(sample.answer, Answer::failed) << sample.detail;
    EXPECT_EQ(writes, 0);
}

TEST_F(ProbingTls, SendsNothingToAServiceOfAnotherName) {
    serve("DNS:elsewhere.example");
    for (const auto& sample : probe(folder + "/certificate"))
        EXPECT_EQ(sample.answer, Answer::failed) << sample.detail;
    EXPECT_EQ(writes, 0);
}

TEST_F(ProbingTls, AnAuthorityFileThatIsNotThereIsNoReasonToTrust) {
    serve("IP:127.0.0.1");
    for (const auto& sample : probe(folder + "/no-such-file"))
        EXPECT_EQ(sample.answer, Answer::failed) << sample.detail;
    EXPECT_EQ(writes, 0);
}
