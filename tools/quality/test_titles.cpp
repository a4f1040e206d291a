#include "tools/quality/test_titles.hpp"

namespace quality {

std::span<const TestTitle> test_titles() {
  static constexpr TestTitle all[] = {
#include "test_titles.inc"
  };
  return all;
}

}  // namespace quality
