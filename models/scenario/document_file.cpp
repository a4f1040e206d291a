#include "models/scenario/document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <utility>

namespace scenario {

std::string nearest_file(const std::string& path) {
  const std::filesystem::path wanted(path);
  const std::filesystem::path folder = wanted.has_parent_path() ? wanted.parent_path() : ".";
  std::vector<std::string> names;
  std::error_code failed;
  for (std::filesystem::directory_iterator it(folder, failed), end; !failed && it != end && names.size() < 10'000;
       it.increment(failed))
    names.push_back(it->path().filename().string());
  std::sort(names.begin(), names.end());
  const std::string best = nearest(wanted.filename().string(), names);
  return best.empty() ? best : "; did you mean \"" + (wanted.parent_path() / best).string() + "\"?";
}

std::optional<std::string> read_bytes(const std::string& path, std::size_t limit, std::string& why) {
  const auto refuse = [&](std::string reason) {
    why = std::move(reason);
    return std::nullopt;
  };
  std::error_code failed;
  if (!std::filesystem::exists(path, failed)) return refuse("no such file" + nearest_file(path));
  if (std::filesystem::is_directory(path, failed)) return refuse("a folder, not a file");
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return refuse("cannot be opened");
  std::string text;
  std::array<char, 1U << 16> block{};
  while (text.size() <= limit && stream.read(block.data(), block.size()).gcount() > 0)
    text.append(block.data(), static_cast<std::size_t>(stream.gcount()));
  if (stream.bad()) return refuse("cannot be read");
  if (text.size() > limit) return refuse(fmt::format("larger than {} bytes", limit));
  return text;
}

Node read_file(const std::string& path, Diagnostics& diagnostics, const Limits& limits) {
  std::string why;
  const auto text = read_bytes(path, limits.bytes, why);
  if (text) return read_text(*text, path, diagnostics, limits);
  diagnostics.error({std::make_shared<std::string>(path), 0, 0}, "", why);
  return {};
}

}  // namespace scenario
