#include "app/core/Commands.h"
#include "app/workshop/Library.h"
#include "app/workshop/Places.h"
#include "models/environment/ReadEnvironment.h"

#include <cstdio>
#include <iostream>

namespace muster::app {

int environmentList(const command::Request& request) {
    Json list = Json::array();
    for (const auto& file : registeredEnvironments()) {
        const auto text = readDocument(file);
        if (!text)
            continue;
        const auto reading = environment::readEnvironment(file.string(), *text);
        list.push_back({{"environment", file.stem().string()},
                        {"title", reading.environment.title},
                        {"production", reading.environment.production},
                        {"drills", reading.environment.drillsAllowed},
                        {"file", file.string()}});
    }
    if (request.jsonToStandardOutput)
        std::cout << list.dump(2) << "\n";
    else if (list.empty())
        std::fprintf(stderr, "No environment is registered in %s.\n",
                     (configurationFolder() / "environments").c_str());
    else
        for (const auto& each : list)
            std::printf("%-20s %s\n", each["environment"].get<std::string>().c_str(),
                        each["title"].get<std::string>().c_str());
    return command::passed;
}

} // namespace muster::app
