// The bundled typefaces: Inter for words, JetBrains Mono for code, figures and clocks.
#pragma once

namespace muster::resources {

// Once, after QGuiApplication was made; they are families "Inter" and "JetBrains Mono" from then on, without
// ligatures.
void loadFonts();

} // namespace muster::resources
