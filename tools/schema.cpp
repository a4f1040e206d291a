#include "models/scenario/schema.hpp"

#include "models/abuse/config.hpp"
#include "tools/commands.hpp"

#include <iostream>

namespace tools {

int schema() {
  scenario::SchemaWriter writer("wholeplace scenario of domestic-abuse demand");
  abuse::config::Scenario scenario;
  describe(writer, scenario);
  std::cout << writer.json() << '\n';
  return 0;
}

}  // namespace tools
