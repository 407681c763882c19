// Reads all documents of this machine into what the window shows of them.
#pragma once

#include "models/ports/Desk.h"

#include <memory>
#include <string>

namespace muster::app {

// Blocks on the disk. Documents are judged against the environment of this name, where there is one.
std::shared_ptr<const ports::LibraryView> readLibrary(const std::string& environment);

// The post-incident checklist of the severity, as its file says; empty when there is none.
std::string checklistFor(const std::string& severity);

} // namespace muster::app
