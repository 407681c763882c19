#include "engine/journal/Export.h"

#include "engine/journal/sqlite/Database.h"
#include "engine/journal/sqlite/Schema.h"

#include <filesystem>

namespace muster::journal {

Result<std::string> exportJournal(const std::string& path, std::int64_t run) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error))
        return failure({"there is no journal to export", path, "name the file, or run something first", path,
                        Retry::never});
    auto database = openJournalForReading(path);
    if (!database)
        return failure(std::move(database.error()));
    Statement statement(database->handle(), run == 0 ? "SELECT line FROM event ORDER BY seq"
                                                     : "SELECT line FROM event WHERE run = ? ORDER BY seq");
    if (run != 0)
        statement.bind(run);
    std::string out;
    for (;;) {
        switch (statement.step()) {
        case Statement::Step::row:
            out += statement.bytes(0) + "\n";
            continue;
        case Statement::Step::done:
            return out;
        case Statement::Step::error:
            return failure(database->error("the journal cannot be read"));
        }
    }
}

} // namespace muster::journal
