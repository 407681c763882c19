#include "models/output/Rows.h"
TEST(X, Y) {}
