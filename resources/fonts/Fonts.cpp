#include "resources/fonts/Fonts.h"

#include <QDir>
#include <QFontDatabase>

// Outside every namespace, as Qt asks: the resource of a static library is not linked in otherwise.
static void initialiseResource() {
    Q_INIT_RESOURCE(muster_fonts);
}

namespace muster::resources {

void loadFonts() {
    static bool loaded = false;
    if (loaded)
        return;
    loaded = true;
    initialiseResource();
    // Ours come after those of the machine, or its own Inter, with ligatures, would take the place of ours.
    (void)QFontDatabase::families();
    for (const auto& file : QDir(QStringLiteral(":/fonts")).entryList())
        QFontDatabase::addApplicationFont(QStringLiteral(":/fonts/") + file);
}

} // namespace muster::resources
