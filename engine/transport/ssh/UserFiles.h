// The login and the ~/.ssh of whoever runs this program.
#pragma once

#include <string>

namespace muster::transport {

std::string userName();                        // of the effective user
std::string userFile(const std::string& name); // "<home>/.ssh/<name>"

} // namespace muster::transport
