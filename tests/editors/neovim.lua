-- Runs in Neovim with the configuration of the page: asks what a user asks and writes one line of JSON for each answer. Nothing sleeps: vim.wait returns when its condition holds.
local out = io.open(os.getenv('PYFRAMEWORKS_RESULTS'), 'w')

local function tell(name, value)
  out:write(vim.json.encode({ name = name, value = value }), '\n')
  out:flush()
end

local function wait(what, condition)
  if not vim.wait(60000, condition, 20) then
    tell('failure', 'waited in vain for ' .. what)
    vim.cmd('cquit 1')
  end
end

local function lines()
  return vim.api.nvim_buf_get_lines(0, 0, -1, false)
end

--- The text of the floating window, or nil.
local function floating()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n')
    end
  end
end

local function close_floating()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      vim.api.nvim_win_close(window, true)
    end
  end
end

--- Presses a key as the page maps it.
local function press(key)
  vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes(key, true, false, true), 'mx', false)
end

local ok, problem = pcall(function()
  vim.cmd('edit requirements.txt')
  local clients = function() return vim.lsp.buf_get_clients(0) end
  wait('the server', function() return not vim.tbl_isempty(clients()) end)
  wait('findings', function() return #vim.diagnostic.get(0) > 0 end)
  local codes = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    table.insert(codes, diagnostic.code .. ' ' .. diagnostic.lnum .. ':' .. diagnostic.col .. ' ' .. diagnostic.source)
  end
  tell('diagnostics', codes)

  vim.fn.cursor(2, 1)
  press('K')
  wait('the hover', floating)
  tell('hover', floating())
  close_floating()

  -- vim.ui.select is what a user sees; the choice is made by its title.
  local titles = {}
  local function choose(title)
    vim.ui.select = function(items, options, picked)
      titles = vim.tbl_map(options.format_item, items)
      for index, item in ipairs(items) do
        if titles[index]:find(title, 1, true) then
          picked(item, index)
          return
        end
      end
    end
  end

  local before = lines()
  vim.fn.cursor(2, 8)
  choose('ith Quart in')
  press('\\a')
  wait('the edit', function() return not vim.deep_equal(lines(), before) end)
  tell('titles', titles)
  tell('edited', lines())

  -- Undone, so that the framework is there to ask about.
  vim.cmd('undo')
  wait('the findings again', function() return vim.deep_equal(lines(), before) and #vim.diagnostic.get(0) > 0 end)
  vim.cmd('PyFrameworksSuggest')
  wait('the ranking', floating)
  tell('ranking', floating())
  close_floating()

  vim.fn.cursor(2, 1)
  choose('lternatives')
  press('\\a')
  wait('the ranking of the action', floating)
  tell('action', floating())
  close_floating()

  -- An import leads to the line that declares it.
  vim.cmd('silent write | edit app.py')
  wait('the server for app.py', function() return not vim.tbl_isempty(clients()) end)
  local client = vim.tbl_values(clients())[1]
  tell('clients', vim.tbl_count(vim.lsp.get_active_clients()))
  tell('root', client.config.root_dir)
  vim.fn.cursor(1, 6)
  press('gd')
  wait('the jump', function() return vim.fn.expand('%:t') == 'requirements.txt' end)
  tell('definition', vim.fn.getline('.'))
  client.stop()
  wait('the end of the server', function() return vim.tbl_isempty(vim.lsp.get_active_clients()) end)
  tell('end', true)
end)
if not ok then
  tell('failure', problem)
end
out:close()
vim.cmd(ok and 'qall!' or 'cquit 1')
