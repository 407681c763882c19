#include "ui/theme/StyleSheet.h"

#include "ui/theme/Theme.h"
#include "ui/theme/Words.h"

#include <span>

namespace muster::ui {
namespace {

// {role} and [pixels at 100 %] in a template become what they are now.
class Filler {
public:
    explicit Filler(const Theme& theme) : m_theme(theme) {}

    [[nodiscard]] QString fill(QString text) const {
        for (const auto& [role, word] : roleWords)
            text.replace(QLatin1Char('{') + QLatin1String(word) + QLatin1Char('}'),
                         m_theme.colour(role).name());
        for (const int size : {3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 28, 34, 36, 80})
            text.replace(QStringLiteral("<%1>").arg(size),
                         QString::number(m_theme.pixels(size)) + QStringLiteral("px"));
        return text;
    }

private:
    const Theme& m_theme;
};

QString fontRule(const QFont& font) {
    return QStringLiteral("font-family: \"%1\"; font-size: %2px; font-weight: %3;")
        .arg(font.family())
        .arg(font.pixelSize())
        .arg(static_cast<int>(font.weight()));
}

// clang-format off
constexpr auto rules = R"(
QToolTip { background: {raised}; color: {text}; border: 1px solid {edge}; padding: <4> <6>; }
QFrame[card="true"] { border: 1px solid {line}; border-radius: 8px; }
QFrame[toast="true"] { border: 1px solid {edge}; }
QDialog { border: 1px solid {edge}; }
QFrame[complains="true"] { border-left: 4px solid {bad}; border-bottom: 1px solid {line}; }
QFrame[card="true"][chosen="true"] { border: 2px solid {accent}; }

QPushButton { background: {raised}; color: {text}; border: 1px solid {edge}; border-radius: 6px;
              padding: <6> <14>; min-height: <16>; font-weight: 600; }
QPushButton:hover { border-color: {text}; }
QPushButton:focus { border: 2px solid {accent}; padding: <5> <12>; }
QPushButton:pressed { background: {sunken}; }
QPushButton:disabled { color: {faint}; border: 1px dashed {line}; background: transparent; }
QPushButton[kind="primary"] { background: {accent}; color: {onAccent}; border-color: {accent}; }
QPushButton[kind="primary"]:hover { border-color: {text}; }
QPushButton[kind="primary"]:focus { border: 2px solid {text}; }
QPushButton[kind="primary"]:disabled { background: transparent; color: {faint}; border: 1px dashed {edge}; }
QPushButton[kind="danger"] { background: transparent; color: {bad}; border-color: {bad}; }
QPushButton[kind="danger"]:focus { border: 2px solid {accent}; }
QPushButton[kind="danger"]:disabled { color: {faint}; border: 1px dashed {line}; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; }
QPushButton[kind="quiet"]:hover { background: {raised}; }
QPushButton[kind="quiet"]:focus { border: 2px solid {accent}; }

QToolButton { background: transparent; color: {text}; border: 2px solid transparent; border-radius: 6px; padding: <4>; }
QToolButton:hover { background: {raised}; }
QToolButton:checked { background: {raised}; }
QToolButton:focus { border: 2px solid {accent}; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit[field="true"], QTextEdit[field="true"], QAbstractSpinBox {
    background: {raised}; border: 1px solid {edge}; border-radius: 6px; padding: <5> <8>;
    selection-background-color: {accent}; selection-color: {onAccent}; }
QLineEdit:focus, QPlainTextEdit[field="true"]:focus, QTextEdit[field="true"]:focus, QAbstractSpinBox:focus {
    border: 2px solid {accent}; padding: <4> <7>; }
QLineEdit:read-only { background: {sunken}; }
QLineEdit:disabled { color: {faint}; border-color: {line}; }

QListView, QTreeView, QTableView { background: {surface}; alternate-background-color: {window}; color: {text};
    border: 1px solid {line}; border-radius: 6px; gridline-color: {line}; outline: none; }
QListView:focus, QTreeView:focus, QTableView:focus { border: 2px solid {accent}; }
QListView[plain="true"] { background: transparent; border: 2px solid transparent; border-radius: 0; }
QListView[plain="true"]:focus { border: 2px solid {accent}; }
QListView::item, QTreeView::item { padding: <5> <6>; border: none; }
QListView::item:selected, QTreeView::item:selected, QTableView::item:selected { background: {accent}; color: {onAccent}; }
QHeaderView { background: {surface}; }
QHeaderView::section { background: {raised}; color: {text}; border: none; border-bottom: 1px solid {edge};
    border-right: 1px solid {line}; padding: <6> <8>; font-weight: 600; }

QMenu { background: {raised}; color: {text}; border: 1px solid {edge}; padding: <4>; }
QMenu::item { padding: <6> <28> <6> <12>; border-radius: 4px; }
QMenu::item:selected { background: {accent}; color: {onAccent}; }
QMenu::item:disabled { color: {faint}; }
QMenu::separator { height: 1px; background: {line}; margin: <4> <6>; }

QScrollArea, QScrollArea > QWidget > QWidget[scrolled="true"] { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: <12>; margin: 0; }
QScrollBar:horizontal { background: transparent; height: <12>; margin: 0; }
QScrollBar::handle { background: {edge}; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: <28>; }
QScrollBar::handle:horizontal { min-width: <28>; }
QScrollBar::handle:hover { background: {text}; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; border: none; width: 0; height: 0; }

QTabBar::tab { background: transparent; color: {faint}; padding: <6> <12>; border: 2px solid transparent; border-bottom: 3px solid transparent; }
QTabBar::tab:selected { color: {text}; border-bottom: 3px solid {accent}; font-weight: 600; }
QTabBar::tab:hover { color: {text}; }
QTabBar::tab:focus { border: 2px solid {accent}; }
QTabWidget::pane { border: none; border-top: 1px solid {line}; }
QProgressBar { background: {sunken}; border: 1px solid {edge}; border-radius: 4px; text-align: center; color: {text}; }
QProgressBar::chunk { background: {accent}; border-radius: 3px; }
QSplitter::handle { background: {line}; }
QSplitter::handle:hover { background: {edge}; }
)";
// clang-format on

// One rule for all widgets of these kinds that bear this word.
QString rule(std::span<const char* const> kinds, const char* property, const char* word,
             const QString& text) {
    QStringList selectors;
    for (const auto* kind : kinds)
        selectors << QStringLiteral("%1[%2=\"%3\"]")
                         .arg(QLatin1String(kind), QLatin1String(property), QLatin1String(word));
    return selectors.join(QStringLiteral(", ")) + QStringLiteral(" { ") + text + QStringLiteral(" }\n");
}

} // namespace

QString styleSheet(const Theme& theme) {
    QString sheet = Filler(theme).fill(QString::fromLatin1(rules));
    for (const auto& [role, word] : roleWords) {
        const auto colour = theme.colour(role).name();
        sheet += rule(toneKinds, "tone", word, QStringLiteral("color: ") + colour);
        sheet += rule(panelKinds, "panel", word, QStringLiteral("background-color: ") + colour);
    }
    for (const auto& [type, word] : typeWords)
        sheet += rule(typeKinds, "type", word, fontRule(theme.font(type)));
    return sheet;
}

} // namespace muster::ui
