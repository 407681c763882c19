// The anchor that Git hosts give a heading.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace muster::runbook {

// GitHub's rule: lower case, everything but letters, digits, '_', '-' and blanks removed, blanks become '-'.
std::string slugOf(std::string_view title);

// The anchors of one document: the second heading of a name gets "-1", the third "-2".
class Slugs {
public:
    std::string next(std::string_view title);

private:
    std::map<std::string, int> m_used;
};

} // namespace muster::runbook
