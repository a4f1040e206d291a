#pragma once

#include <span>
#include <string_view>

namespace quality {

/// A test of the program, by its file and its title, a sentence that could be false.
struct TestTitle {
  std::string_view file, title;
};

/// Every test that the program was built with, in order of files.
std::span<const TestTitle> test_titles();

}  // namespace quality
