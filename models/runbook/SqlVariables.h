// The psql variables that a query names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace muster::runbook {

struct SqlVariable {
    std::string name;
    bool quoted = false; // :'name', :"name" or :{?name}; false: bare :name, which psql splices in as it is
    int line = 1;        // in the text, from 1
    int column = 1;      // of the colon, in bytes, from 1
};

// One entry a use, in order. Casts (::text), array slices ([1:n]) and what stands in 'literals' or comments
// are not variables, as in psql itself.
std::vector<SqlVariable> sqlVariables(std::string_view text);

} // namespace muster::runbook
