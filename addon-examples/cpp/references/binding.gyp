{
  'targets': [
    {
      'target_name': 'references',
      'sources': ['keeper.cc'],
      'defines': ['NAPI_VERSION=8'],
      # The other way to get node-addon-api: a target that brings its include
      # directory and, here, the settings for C++ exceptions.
      'dependencies': [
        '<!(node -p "require(\'node-addon-api\').targets"):node_addon_api_except',
      ],
    },
  ],
}
