// The floor of any window with a chart: Widgets, Charts, and nothing of ours.
#include <QApplication>
#include <QChart>
#include <QChartView>
#include <QMainWindow>

int main(int argc, char** argv) {
    const QApplication application(argc, argv);
    QMainWindow window;
    window.setCentralWidget(new QChartView(new QChart));
    window.resize(1440, 900);
    window.show();
    return QApplication::exec();
}
