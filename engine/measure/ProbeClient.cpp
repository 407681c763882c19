#include "engine/measure/ProbeClient.h"

#include "engine/measure/AnswerWords.h"
#include "models/base/Printable.h"

#include <array>
#include <chrono>
#include <curl/curl.h>
#include <strings.h>

namespace muster::measure {

namespace {

using metrics::Answer;
using metrics::Sample;

// A connection that idled through a failure may be dead without a sign (a host that is gone sends
// nothing). libcurl drops what idled longer than `oldestIdleSeconds` (it counts whole seconds, so just
// under 3), and for `freshFor` after a failure every probe makes a connection of its own: no connection
// from before an outage is ever used after it.
constexpr long oldestIdleSeconds = 2;
constexpr std::int64_t freshForNs = 4'000'000'000;

struct Transfer {
    CURL* handle = nullptr;
    curl_slist* headers = nullptr;
    Sample sample;
    bool handedOver = false; // the request began to go out
    bool again = false;      // libcurl wanted to send it a second time, and was not allowed to
    std::array<char, CURL_ERROR_SIZE> words{};
    std::string body; // its beginning

    Transfer() = default;
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;
    ~Transfer() {
        curl_slist_free_all(headers);
        curl_easy_cleanup(handle);
    }
};

// libcurl calls this when a connection stands and the request is about to go out. It silently repeats a
// request whose reused connection died under it; that could write twice, so the second call ends it.
int aboutToSend(void* transferPointer, char*, char*, int, int) {
    auto& transfer = *static_cast<Transfer*>(transferPointer);
    if (transfer.handedOver) {
        transfer.again = true;
        return CURL_PREREQFUNC_ABORT;
    }
    transfer.handedOver = true;
    return CURL_PREREQFUNC_OK;
}

// Of a long answer the beginning is kept; the rest is read and dropped.
std::size_t keep(char* bytes, std::size_t size, std::size_t count, void* transferPointer) {
    auto& body = static_cast<Transfer*>(transferPointer)->body;
    body.append(bytes, std::min(size * count, longestAnswer - body.size()));
    return size * count;
}

std::int64_t utcNowMs() {
    return std::chrono::duration_cast<Milliseconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

// What a request may hold that a log must not: values of secret headers with and without their scheme, the
// user of the address, and the values of the query.
std::vector<std::string> secretsOf(const ProbeConfiguration& configuration, const ProbeRequest& request) {
    constexpr std::size_t shortest = 4; // what is shorter hides nothing, and is a part of many words
    std::vector<std::string> out;
    const auto add = [&](std::string_view text) {
        if (text.size() >= shortest)
            out.emplace_back(text);
    };
    for (const auto& [header, value] : configuration.secretHeaders) {
        const std::string_view whole = value.reveal();
        add(whole);
        add(whole.substr(whole.rfind(' ') + 1));
    }
    const std::string_view url = configuration.url;
    if (const auto at = url.find('@'), begin = url.find("//"); at != url.npos && begin < at) {
        const auto user = url.substr(begin + 2, at - begin - 2);
        add(user);
        add(user.substr(user.find(':') + 1));
    }
    const std::string target = request.target.at(1);
    for (auto at = target.find('='); at != std::string::npos; at = target.find('=', at + 1))
        add(std::string_view(target).substr(at + 1, target.find('&', at) - at - 1));
    return out;
}

Answer classify(long status, const std::vector<int>& expected) {
    if (std::find(expected.begin(), expected.end(), static_cast<int>(status)) != expected.end())
        return Answer::ok;
    // A server error does not say how far the write came; nor does a success that is not the agreed one.
    return status >= 300 && status < 500 ? Answer::failed : Answer::unknown;
}

} // namespace

std::int64_t monotonicNow() {
    static_assert(std::chrono::steady_clock::is_steady);
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

struct ProbeClient::Parts {
    ProbeConfiguration configuration;
    ProbeRequest request;
    std::vector<std::string> secrets; // that no answer may bring into the log
    CURLM* multi = nullptr;
    std::map<CURL*, std::unique_ptr<Transfer>> running;
    std::vector<Sample> stillborn; // could not even be begun
    std::int64_t freshUntilNs = 0;

    Parts() = default;
    Parts(const Parts&) = delete;
    Parts& operator=(const Parts&) = delete;
    ~Parts() {
        for (auto& [handle, transfer] : running)
            curl_multi_remove_handle(multi, handle);
        running.clear();
        if (multi != nullptr)
            curl_multi_cleanup(multi);
    }

    [[nodiscard]] static bool addLine(Transfer& transfer, const std::string& line) {
        auto* list = curl_slist_append(transfer.headers, line.c_str());
        if (list == nullptr)
            return false;
        transfer.headers = list;
        return true;
    }
    [[nodiscard]] static bool addHeader(Transfer& transfer, const std::string& name,
                                        const std::string& value) {
        // "Name;" is libcurl's way to send a header without a value.
        return addLine(transfer, value.empty() ? name + ";" : name + ": " + value);
    }

    [[nodiscard]] bool prepare(Transfer& transfer, std::int64_t nowNs) const;
    void settle(Transfer& transfer, CURLcode code);
};

bool ProbeClient::Parts::prepare(Transfer& transfer, std::int64_t nowNs) const {
    auto* handle = transfer.handle = curl_easy_init();
    if (handle == nullptr)
        return false;
    const auto sequence = transfer.sample.sequence;
    const auto url = configuration.url + request.target.at(sequence);
    const auto body = request.body.at(sequence);

    // "Name:" takes a header of libcurl's own away: waiting for "100 Continue" would be no user's write, and
    // a type that nobody wrote into the template must not be claimed.
    bool good = addLine(transfer, "Expect:");
    bool typed = false;
    const auto add = [&](const std::string& name, const std::string& value) {
        typed = typed || strcasecmp(name.c_str(), "Content-Type") == 0;
        good = good && addHeader(transfer, name, value);
    };
    for (const auto& [name, value] : request.headers)
        add(name, value.at(sequence));
    for (const auto& [name, value] : configuration.headers)
        add(name, value);
    for (const auto& [name, value] : configuration.secretHeaders)
        add(name, value.reveal());
    if (!typed)
        good = good && addLine(transfer, "Content-Type:");

    const auto set = [&](auto option, auto value) {
        good = good && curl_easy_setopt(handle, option, value) == CURLE_OK;
    };
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_HTTPHEADER, transfer.headers);
    if (request.hasBody || (request.method != "GET" && request.method != "HEAD")) {
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
        set(CURLOPT_COPYPOSTFIELDS, body.c_str());
    }
    if (request.method == "HEAD")
        set(CURLOPT_NOBODY, 1L);
    else
        set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
    set(CURLOPT_USERAGENT, "muster-prober");
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_PROXY, ""); // the environment's proxies are not the service
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1)); // one request a connection at a time
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    if (!configuration.caFile.empty()) {
        set(CURLOPT_CAINFO, configuration.caFile.c_str());
        set(CURLOPT_CAPATH, static_cast<const char*>(nullptr)); // these authorities instead of the system's
    }
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_DNS_CACHE_TIMEOUT, 0L); // a fail-over may move the name
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(configuration.connectTimeout.count()));
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(configuration.timeout.count()));
    set(CURLOPT_MAXAGE_CONN, oldestIdleSeconds);
    set(CURLOPT_FRESH_CONNECT, nowNs < freshUntilNs ? 1L : 0L);
    set(CURLOPT_PREREQFUNCTION, &aboutToSend);
    set(CURLOPT_PREREQDATA, static_cast<void*>(&transfer));
    set(CURLOPT_WRITEFUNCTION, &keep);
    set(CURLOPT_WRITEDATA, static_cast<void*>(&transfer));
    set(CURLOPT_ERRORBUFFER, transfer.words.data());
    return good;
}

void ProbeClient::Parts::settle(Transfer& transfer, CURLcode code) {
    auto& sample = transfer.sample;
    long status = 0;
    curl_easy_getinfo(transfer.handle, CURLINFO_RESPONSE_CODE, &status);
    sample.status = static_cast<int>(status);
    sample.doneNs = monotonicNow();
    if (code == CURLE_OK) {
        sample.answer = classify(status, configuration.statuses);
        if (sample.answer != Answer::ok) {
            const auto words = wordsOfAnswer(transfer.body, secrets);
            sample.detail = "answered " + std::to_string(status) + (words.empty() ? "" : ": " + words);
        }
    } else {
        sample.answer = transfer.handedOver ? Answer::unknown : Answer::failed;
        sample.detail = transfer.again              ? "the connection was lost after sending"
                        : transfer.words[0] != '\0' ? printableLine(transfer.words.data())
                                                    : printableLine(curl_easy_strerror(code));
    }
    if (sample.answer != Answer::ok)
        freshUntilNs = sample.doneNs + freshForNs;
}

Result<std::unique_ptr<ProbeClient>> ProbeClient::create(const ProbeConfiguration& configuration) {
    auto request = parseProbeRequest(configuration.request, configuration.run, configuration.client);
    if (!request)
        return tl::unexpected(request.error());
    auto parts = std::make_unique<Parts>();
    parts->configuration = configuration;
    parts->request = std::move(*request);
    parts->secrets = secretsOf(parts->configuration, parts->request);
    if (curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK)
        parts->multi = curl_multi_init();
    if (parts->multi == nullptr)
        return failure({.what = "cannot start the prober",
                        .why = "libcurl cannot be initialised",
                        .next = "check that memory is left on this machine",
                        .target = {},
                        .retry = Retry::safe});
    curl_multi_setopt(parts->multi, CURLMOPT_MAXCONNECTS, static_cast<long>(configuration.maxInFlight));
    return std::unique_ptr<ProbeClient>(new ProbeClient(std::move(parts)));
}

ProbeClient::ProbeClient(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}
ProbeClient::~ProbeClient() = default;

void ProbeClient::send(Sample sample) {
    auto transfer = std::make_unique<Transfer>();
    sample.utcMs = utcNowMs();
    sample.sentNs = monotonicNow();
    transfer->sample = std::move(sample);
    if (!m_parts->prepare(*transfer, transfer->sample.sentNs) ||
        curl_multi_add_handle(m_parts->multi, transfer->handle) != CURLM_OK) {
        transfer->sample.doneNs = monotonicNow();
        transfer->sample.answer = Answer::failed;
        transfer->sample.detail = "not sent: the request could not be set up";
        m_parts->stillborn.push_back(std::move(transfer->sample));
        return;
    }
    m_parts->running.emplace(transfer->handle, std::move(transfer));
}

std::vector<Sample> ProbeClient::finished() {
    auto ended = std::exchange(m_parts->stillborn, {});
    int running = 0;
    curl_multi_perform(m_parts->multi, &running);
    int waiting = 0;
    while (const auto* message = curl_multi_info_read(m_parts->multi, &waiting)) {
        if (message->msg != CURLMSG_DONE)
            continue;
        const auto found = m_parts->running.find(message->easy_handle);
        const auto code = message->data.result;
        if (found == m_parts->running.end())
            continue;
        auto transfer = std::move(found->second);
        m_parts->running.erase(found);
        m_parts->settle(*transfer, code);
        curl_multi_remove_handle(m_parts->multi, transfer->handle);
        ended.push_back(std::move(transfer->sample));
    }
    return ended;
}

std::vector<Sample> ProbeClient::abandon() {
    std::vector<Sample> given;
    for (auto& [handle, transfer] : m_parts->running) {
        curl_multi_remove_handle(m_parts->multi, handle);
        auto& sample = transfer->sample;
        sample.doneNs = monotonicNow();
        sample.answer = transfer->handedOver ? Answer::unknown : Answer::failed;
        sample.detail = "given up: the prober was stopped";
        given.push_back(std::move(sample));
    }
    m_parts->running.clear();
    return given;
}

void ProbeClient::wait(std::vector<curl_waitfd>& others, Milliseconds atMost) {
    curl_multi_poll(m_parts->multi, others.data(), static_cast<unsigned>(others.size()),
                    static_cast<int>(std::max<std::int64_t>(0, atMost.count())), nullptr);
}

int ProbeClient::inFlight() const {
    return static_cast<int>(m_parts->running.size());
}

} // namespace muster::measure
