#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace report {

/// Reads a result folder and writes into it what people read: report.html, report.xlsx and quality/. Each file appears
/// whole or not at all; those that stand there are replaced.
/// \param threads  to make them with, at once; the files are the same for any number of them
/// \throws results::StoreError naming the file if the folder is foreign or damaged
/// \throws results::FolderError if a file cannot be written
void write_report(const std::filesystem::path& folder, unsigned threads);

/// The same for a folder in the making. \param write  takes each file's name in the folder and its content, one after
/// the other
void write_report(const std::filesystem::path& folder, unsigned threads,
                  const std::function<void(const std::filesystem::path& name, std::string_view content)>& write);

}  // namespace report
