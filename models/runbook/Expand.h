// From what a runbook says to what is done, and from what came back to what it means. Pure functions; this
// header gathers them for the engine.
#pragma once

#include "models/document/Template.h"
#include "models/runbook/HttpText.h"
#include "models/runbook/Meaning.h"
#include "models/runbook/ShellScript.h"
#include "models/runbook/Target.h"
