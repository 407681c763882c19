#include "engine/drill/AskService.h"

#include "engine/run/Redactor.h"

namespace muster::drill {
namespace {

class Body : public ports::OutputSink {
public:
    void write(ports::Stream stream, std::string_view bytes) override {
        if (stream == ports::Stream::out)
            out += bytes;
    }
    std::string out;
};

} // namespace

Result<ServiceAnswer> askService(const run::World& world, const run::Documents& documents,
                                 const environment::Service& service, ServiceRequest request) {
    ports::Act act;
    act.key = std::move(request.key);
    act.timeout = request.timeout;
    ports::HttpAct http{
        service, std::move(request.method), std::move(request.url), std::move(request.headers),
        {},      std::move(request.body)};
    http.headers.insert(http.headers.end(), service.headers.begin(), service.headers.end());
    std::map<std::string, Secret> secrets;
    for (const auto& [header, name] : service.secretHeaders) {
        const auto reference = documents.environment.secrets.find(name);
        if (reference == documents.environment.secrets.end())
            return failure({"the environment declares no secret '" + name + "'", "", "add it under `secrets`",
                            service.name, Retry::safe});
        auto secret = world.secrets.get(reference->second);
        if (!secret)
            return failure(std::move(secret.error()));
        http.secretHeaders.emplace_back(header, *secret);
        secrets.emplace(name, std::move(*secret));
    }
    act.what = std::move(http);
    Body body;
    run::Redactor redactor(body, secrets);
    const auto outcome = world.executor.run(act, redactor, {});
    redactor.flush();
    if (!outcome)
        return failure(outcome.error());
    if (outcome->ended != ports::Outcome::Ended::responded)
        return failure({"the service '" + service.name + "' did not answer in time", "", "", service.name,
                        Retry::unknown});
    return ServiceAnswer{outcome->status, std::move(body.out)};
}

} // namespace muster::drill
